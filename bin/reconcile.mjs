#!/usr/bin/env node
// Brings the clouds to what the catalog says, once; with --plan it only prints what it would do.
import { continueIn, installPackages } from "./prepare.mjs";

installPackages();
continueIn("lib/launch/reconcile.ts", process.argv.slice(2));
