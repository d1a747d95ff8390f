import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Where server actions may stand. */
const ACTION_FOLDERS = ["app", "components", "lib"];
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** Files by which Next answers an address beside pages and route handlers. */
const FILE_ROUTE =
  /^(?:sitemap|robots|manifest|icon|apple-icon|opengraph-image|twitter-image)\.tsx?$/;

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

const parse = (path: string) =>
  ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);

/** The address of a file below app: `app/(counter)/pay/[orderId]/page.tsx` is `/pay/[orderId]`. */
function addressOf(path: string): string {
  const folders = path
    .split("/")
    .slice(1, -1)
    .filter((name) => !/^\(.*\)$/.test(name));
  return `/${folders.join("/")}`;
}

const isExported = (node: ts.Node) =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** The names of the values that a file exports; types are none. */
function exportsOf(file: ts.SourceFile): string[] {
  return file.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause } = statement;
      if (statement.isTypeOnly) return [];
      if (exportClause === undefined) return ["*"];
      if (ts.isNamespaceExport(exportClause)) return [exportClause.name.text];
      return exportClause.elements.flatMap((each) => (each.isTypeOnly ? [] : [each.name.text]));
    }
    if (ts.isExportAssignment(statement)) return ["default"];
    if (!isExported(statement)) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => name.getText(file));
    }
    const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    return isNamed ? [statement.name?.text ?? "default"] : [];
  });
}

const hasDirective = (statements: readonly ts.Statement[], directive: string) =>
  statements.some(
    (statement) =>
      ts.isExpressionStatement(statement) &&
      ts.isStringLiteral(statement.expression) &&
      statement.expression.text === directive,
  );

/** Functions that are server actions by a directive of their own, as lines of the file. */
function inlineActionsOf(file: ts.SourceFile): number[] {
  const lines: number[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isBlock(node) && hasDirective(node.statements, "use server")) {
      lines.push(file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return lines;
}

function actionsOf(path: string): string[] {
  if (!readFileSync(path, "utf8").includes("use server")) return [];
  const file = parse(path);
  const names = hasDirective(file.statements, "use server")
    ? exportsOf(file)
    : inlineActionsOf(file).map((line) => `in line ${line}`);
  return names.map((name) => `ACTION ${path} ${name}`);
}

function routesOf(path: string): string[] {
  const name = path.split("/").at(-1) ?? "";
  if (name === "page.tsx" || name === "page.ts") return [`PAGE ${addressOf(path)}`];
  if (FILE_ROUTE.test(name)) return [`FILE ${path}`];
  if (name !== "route.ts") return [];
  return exportsOf(parse(path))
    .filter((exported) => METHODS.has(exported) || exported === "*")
    .map((method) => `${method} ${addressOf(path)}`);
}

/**
 * Everything by which the outside reaches the product, found in its source: `PAGE /dashboard`,
 * `GET /api/v1/orders/[id]`, `ACTION app/login/actions.ts signInAction`.
 */
export function findEntries(): string[] {
  const routes = [...filesBelow("app")].flatMap(routesOf);
  const actions = ACTION_FOLDERS.flatMap((folder) => [...filesBelow(folder)]).flatMap(actionsOf);
  return [...routes, ...actions].sort();
}
