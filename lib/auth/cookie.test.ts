import { expect, test } from "vitest";
import { sessionCookie } from "./cookie.ts";

test("the cookie is strict, hidden from scripts, and tied to the host over https", () => {
  process.env["NEXTAUTH_SECRET"] = "a secret of the tests that is long enough";
  expect(sessionCookie()).toMatchObject({ name: "imagefactory-session", options: { httpOnly: true, sameSite: "strict", secure: false, path: "/" } });
  process.env["PUBLIC_URL"] = "https://images.example";
  expect(sessionCookie()).toMatchObject({ name: "__Host-imagefactory-session", options: { secure: true } });
  delete process.env["PUBLIC_URL"];
});
