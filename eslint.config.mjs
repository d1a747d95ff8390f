import { defineConfig, globalIgnores } from "eslint/config";
import nextVitals from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";

/** A zone: files in `target` may not import from `from`, apart from `except`. */
const zones = [
  // app → components, lib
  { target: "./app", from: ["./db", "./simulator", "./e2e", "./scripts"] },
  // components → components/ui, lib/**/model.ts, lib/money, lib/phone
  { target: "./components", from: ["./app", "./db", "./simulator", "./e2e", "./scripts"] },
  {
    target: "./components",
    from: "./lib",
    except: [
      "./audit/model.ts",
      "./counter/model.ts",
      "./i18n/model.ts",
      "./orders/model.ts",
      "./payment-links/model.ts",
      "./payments/model.ts",
      "./privacy/model.ts",
      "./cases/model.ts",
      "./merchants/model.ts",
      "./merchants/export-columns.ts",
      "./merchants/day-sheet.ts",
      "./shortcodes/model.ts",
      "./takings/model.ts",
      "./money.ts",
      "./phone.ts",
      "./class-names.ts",
    ],
  },
  { target: "./components/ui", from: ["./components/checkout", "./components/dashboard"] },
  { target: "./components/ui", from: "./lib", except: ["./class-names.ts"] },
  // lib never reaches up
  { target: "./lib", from: ["./app", "./components", "./simulator", "./e2e", "./scripts"] },
  // lib/daraja → pure files only
  { target: "./lib/daraja", from: ["./db"] },
  {
    target: "./lib/daraja",
    from: "./lib",
    except: ["./daraja", "./money.ts", "./phone.ts", "./clock.ts", "./result.ts"],
  },
  // db and simulator → nothing of ours
  {
    target: "./db",
    from: ["./app", "./components", "./lib", "./simulator", "./e2e", "./scripts"],
  },
  {
    target: "./simulator",
    from: ["./app", "./components", "./lib", "./db", "./e2e", "./scripts"],
  },
  // e2e → HTTP, database test helpers, the simulator's control API
  { target: "./e2e", from: ["./app", "./components", "./lib", "./simulator"] },
  // the chaos checker shares nothing with what it checks
  { target: "./e2e/chaos/check", from: ["./db", "./scripts"] },
].flatMap(({ from, ...zone }) =>
  (Array.isArray(from) ? from : [from]).map((source) => ({ ...zone, from: source })),
);

const PURE_FILES = [
  "lib/**/model.ts",
  "lib/payments/decide.ts",
  "lib/payments/judge-*.ts",
  "lib/payments/received-order.ts",
  "lib/payments/visible-facts.ts",
  "lib/payments/check-schedule.ts",
  "lib/daraja/result-codes.ts",
  "lib/daraja/stk-callback.ts",
  "lib/money.ts",
  "lib/phone.ts",
];

const CONSOLE_FILES = ["lib/log.ts", "scripts/**", "simulator/**", "db/*.ts", "e2e/**", "bench/**"];

/**
 * Who may hold the database as the role that sees every merchant: the payment core, and on the
 * merchant's side what proves who somebody is and the verbs that write. Everything else reads through
 * `asMerchant`; a file that is not here cannot name `db` or `moneyDb` of a runtime.
 */
const CORE_FILES = [
  "lib/audit/record-*.ts",
  "lib/leases.ts",
  "lib/privacy/{authorise,erase,look,set,show}-*.ts",
  "lib/takings/{count-takings,find-differences}.ts",
  "lib/rate-buckets.ts",
  "lib/payments/**",
  "lib/orders/{create,insert}-order.ts",
  "lib/orders/idempotency.ts",
  "lib/orders/demo-shop.ts",
  "lib/payment-links/{create-link,switch-link,order-by-link,read-public-link,link-terms,visit-limit}.ts",
  "lib/shortcodes/**",
  "lib/mail/claim-{mail,invitation}.ts",
  "lib/key-rotation/**",
  "lib/merchants/{auth,authorise,find-pending-person,session,owner,api-keys,authenticate-api-key,new-person,sign-in-limit}.ts",
  "lib/merchants/{accept,add,change,create,invite,remove,revoke,rotate,save,seed,set}-*.ts",
];

/**
 * Where a session or an API key is proved, or a membership, for a mail; only there is the handle of a
 * merchant's reads made.
 */
const PROVING_FILES = [
  "app/dashboard/current-merchant.ts",
  "lib/http/api-route.ts",
  "lib/mail/read-summary.ts",
];

/** Selectors for every way to name one of these fields of a runtime. */
const naming = (names) => [
  `MemberExpression[computed=false] > Identifier.property[name=/^(${names})$/]`,
  `MemberExpression[computed=true] > Literal.property[value=/^(${names})$/]`,
  `ObjectPattern > Property > Identifier.key[name=/^(${names})$/]`,
  `TSLiteralType > Literal[value=/^(${names})$/]`,
];

const restricted = (message, selectors) => selectors.map((selector) => ({ selector, message }));

const CORE_DATABASE = restricted(
  "Sees every merchant: read through MerchantReads, or be a file of the core (CORE_FILES).",
  [...naming("db|moneyDb"), "ImportDeclaration[source.value=/\\bdb.client$/]"],
);
const MAKING_READS = restricted(
  "Take MerchantReads as an argument: they are made where a session or key is proved.",
  [...naming("readAsMerchant"), "ImportSpecifier[imported.name='asMerchant']"],
);

export default defineConfig([
  globalIgnores(["node_modules/**", ".next/**", ".data/**", "next-env.d.ts", "**/*.d.ts"]),
  ...nextVitals,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    settings: { "import/resolver": { typescript: true, node: true } },
    rules: {
      "import/no-restricted-paths": ["error", { zones }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { object: "sql", property: "raw", message: "Build SQL from parameters only." },
        { object: "db", property: "transaction", message: "Money moves in single statements." },
        { object: "process", property: "env", message: "Read the environment through lib/env.ts." },
      ],
      "max-lines": ["error", { max: 250, skipBlankLines: false, skipComments: false }],
      "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["{app,components,lib}/**/*.{ts,tsx}"],
    rules: { "no-restricted-syntax": ["error", ...CORE_DATABASE, ...MAKING_READS] },
  },
  { files: CORE_FILES, rules: { "no-restricted-syntax": ["error", ...MAKING_READS] } },
  {
    files: [...PROVING_FILES, "lib/merchants/as-merchant.ts"],
    rules: { "no-restricted-syntax": ["error", ...CORE_DATABASE] },
  },
  {
    files: ["lib/runtime.ts", "**/*.test.{ts,tsx}", "**/fixtures/**"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: PURE_FILES,
    rules: {
      "no-restricted-globals": ["error", "fetch", "process", "setTimeout", "setInterval"],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "Pure files know no clock.",
        },
        {
          selector: "MemberExpression[object.name='Date'][property.name='now']",
          message: "Pure files know no clock.",
        },
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: "Pure files know no dice.",
        },
      ],
    },
  },
  { files: CONSOLE_FILES, rules: { "no-console": "off" } },
  {
    files: [
      "lib/env.ts",
      "scripts/**",
      "simulator/**",
      "db/*.ts",
      "e2e/**",
      "bench/**",
      "tools/**",
      "*.config.ts",
    ],
    rules: { "no-restricted-properties": "off" },
  },
  // A test may hold what it tests against the words and codes that it must cover.
  { files: ["components/**/*.test.{ts,tsx}"], rules: { "import/no-restricted-paths": "off" } },
  {
    files: ["components/ui/**", "**/*.test.ts", "**/*.test.tsx", "e2e/**", "**/fixtures/**"],
    rules: { "max-lines": "off", "max-lines-per-function": "off" },
  },
]);
