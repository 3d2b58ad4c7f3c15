"use client";

import { useEffect } from "react";
import { forgetAdmin, rememberAdmin } from "#components/ui/admin-memory.ts";

/** Lets public pages of this browser show links to the admin side while somebody is signed in. Shows nothing. */
export function RememberAdmin({ isSignedIn }: { isSignedIn: boolean }) {
  useEffect(() => (isSignedIn ? rememberAdmin() : forgetAdmin()), [isSignedIn]);
  return null;
}
