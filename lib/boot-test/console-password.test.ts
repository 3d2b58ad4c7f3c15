import { expect, it } from "vitest";
import { wordsAtLoginPrompt } from "./console-password.ts";

const CONSOLE = `[   12.345678] EXT4-fs (vda1): mounted filesystem
linux:NotTheHint99
[   44.1] cloud-init[512]: something-Else-1
Debian GNU/Linux 12 boot-test ttyS0

The password of linux is: "s3cret-Word-42".

${"\n".repeat(3)}[   50.0] late-kernel-message-9
boot-test login: `;

it("takes the words at the prompt, without clinging punctuation", () => {
  const words = wordsAtLoginPrompt(CONSOLE);
  expect(words).toContain("s3cret-Word-42");
  expect(words).not.toContain("late-kernel-message-9");
  expect(words).not.toContain("something-Else-1");
});

it("knows a prompt whose line a boot message continues", () => {
  const hint = "Console login (emergencies only): user linux, password abcd2345efgh6789\n\n";
  expect(wordsAtLoginPrompt(`${hint}boot-test login: [  183.898828] cloud-init[601]: running`)).toContain("abcd2345efgh6789");
  expect(wordsAtLoginPrompt(`${hint}boot-test login: <14>Nov 23 08:00:12 cloud-init: ###`)).toContain("abcd2345efgh6789");
  expect(wordsAtLoginPrompt(`${hint}boot-test login: ci-info: +++++Authorized keys from /home/linux/.ssh/authorized_keys for user linux+++++`)).toContain("abcd2345efgh6789");
  expect(wordsAtLoginPrompt(`${hint}sshd: last login: yesterday`)).toEqual([]);
});

it("takes a word after its label", () => {
  expect(wordsAtLoginPrompt("Console user linux:Abcdef123456\nhost login: ")).toContain("Abcdef123456");
});

it("takes nothing where there is no prompt, and nothing from far above one", () => {
  expect(wordsAtLoginPrompt("linux:Abcdef123456\nbooting")).toEqual([]);
  expect(wordsAtLoginPrompt(`linux:Abcdef123456\n${"x\n".repeat(40)}host login: `)).not.toContain("Abcdef123456");
});
