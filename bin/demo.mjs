#!/usr/bin/env node
// Fills an empty database with a made-up catalog: npm run demo -- --images 1000 --builds 100
import { continueIn, installPackages } from "./prepare.mjs";

installPackages();
continueIn("lib/launch/demo.ts", process.argv.slice(2));
