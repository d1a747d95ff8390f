export { openRaw } from "./attempt-secrets";
