import { describe, expect, it } from "vitest";
import { localeOf, localizeHref, splitLocale } from "./locales.ts";

describe("the language in an address", () => {
  it.each([
    ["/", "en", "/"],
    ["/images/A", "en", "/images/A"],
    ["/de", "de", "/"],
    ["/de/", "de", "/"],
    ["/de/images/A", "de", "/images/A"],
    ["/debian", "en", "/debian"],
    ["/dev/images", "en", "/dev/images"],
  ])("%s is %s of %s", (path, locale, rest) => expect(splitLocale(path)).toEqual({ locale, path: rest }));
});

describe("an address in German", () => {
  it.each([
    ["/", "/de"],
    ["/?q=a", "/de?q=a"],
    ["/#news", "/de#news"],
    ["/images", "/de/images"],
    ["/images?q=a#b", "/de/images?q=a#b"],
    ["/docs/keys", "/de/docs/keys"],
    ["/keys", "/de/keys"],
    ["/keys/AA.asc", "/keys/AA.asc"],
    ["/keys.asc", "/keys.asc"],
    ["/download/", "/download/"],
    ["/admin", "/admin"],
    ["/imagesque", "/imagesque"],
    ["https://example.org/images", "https://example.org/images"],
    ["#top", "#top"],
  ])("%s becomes %s", (href, wanted) => {
    expect(localizeHref(href, "de")).toBe(wanted);
    expect(localizeHref(href, "en")).toBe(href);
  });

  it("leads back to where it came from", () => {
    for (const href of ["/", "/images/A/20261123-1", "/docs"]) expect(splitLocale(localizeHref(href, "de"))).toEqual({ locale: "de", path: href });
  });
});

it("takes what it does not know as English", () => {
  expect([localeOf("de"), localeOf("fr"), localeOf(null)]).toEqual(["de", "en", "en"]);
});
