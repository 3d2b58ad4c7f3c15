export { ensureFirstAdmin } from "./mutations.ts";
