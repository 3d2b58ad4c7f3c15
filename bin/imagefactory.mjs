#!/usr/bin/env node
// Commands for people: `imagefactory verify FILE …`.
import { continueIn, installPackages } from "./prepare.mjs";

const commands = { verify: "lib/launch/verify/main.ts" };
const [name = "", ...args] = process.argv.slice(2);
if (!Object.hasOwn(commands, name)) {
  console.error(`"${name}" is no command: name ${Object.keys(commands).join(", ")}.`);
  process.exit(2);
}
installPackages();
continueIn(commands[name], args);
