#!/usr/bin/env node
import { continueIn, installPackages } from "./prepare.mjs";

installPackages();
continueIn("bench/main.ts", process.argv.slice(2));
