#!/usr/bin/env node
// Plans, activates, revokes and lists the keys that sign.
import { continueIn, installPackages } from "./prepare.mjs";

installPackages();
continueIn("lib/launch/keys.ts", process.argv.slice(2));
