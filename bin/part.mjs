#!/usr/bin/env node
// Starts one part alone: web, worker or signer.
import { continueIn, installPackages } from "./prepare.mjs";

installPackages();
continueIn("lib/launch/part.ts", process.argv.slice(2));
