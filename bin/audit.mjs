#!/usr/bin/env node
// Checks whether the audit chain is whole.
import { continueIn, installPackages } from "./prepare.mjs";

installPackages();
continueIn("lib/launch/audit.ts", process.argv.slice(2));
