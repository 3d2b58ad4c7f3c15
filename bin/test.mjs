#!/usr/bin/env node
import { continueIn, installPackages } from "./prepare.mjs";

installPackages();
continueIn("lib/launch/test.ts", process.argv.slice(2));
