import { expect, test } from "vitest";
import { parsePackageList } from "./package-list.ts";

test("reads installed packages with their sources, sorted by name", () => {
  const text =
    "ii \tzlib1g\t1:1.2.13.dfsg-1\tamd64\tzlib\t1:1.2.13.dfsg-1\n" +
    "rc \tgone\t1.0\tall\tgone\t1.0\n" +
    "ii \tgrub-efi-amd64-signed\t1+2.06-13+deb12u1\tamd64\tgrub-efi-amd64-signed\t1+2.06+13+deb12u1\n";
  expect(parsePackageList(text)).toEqual([
    { name: "grub-efi-amd64-signed", version: "1+2.06-13+deb12u1", architecture: "amd64", source: "grub-efi-amd64-signed (1+2.06+13+deb12u1)" },
    { name: "zlib1g", version: "1:1.2.13.dfsg-1", architecture: "amd64", source: "zlib" },
  ]);
});

test("a damaged list is refused with its line", () => {
  expect(() => parsePackageList("ii \tzlib1g\t1.2\n")).toThrow(/line 1/);
  expect(() => parsePackageList("")).toThrow(/empty/);
});
