import { describe, expect, test } from "vitest";
import { categoryHtml, rowHtml, type MatrixImage } from "./matrix-html.ts";

const words = { no: "No", yes: "Yes", passed: "Yes, tested: passed", warning: "Yes, tested: with warnings", failed: "Yes, tested: failed", retired: "retired" };
const rest = { looks: { 0: "no", 3: "passed" } as const, words, starts: [1] };
const image: MatrixImage = { name: "Standard_Debian_12", href: "/images/Standard_Debian_12", markId: "mark-De-a80030", isRetired: false, why: "Reasons for Standard_Debian_12", cells: [0, 3], rowAnswer: 7 };

describe("the row of an image", () => {
  test("has a cell for each family, which opens the answer at its place and says its word", () => {
    const html = rowHtml(image, rest);
    expect(html).toContain('<td><button type="button" tabindex="-1" popovertarget="answer-0" class="no">No</button></td><td class="start"><button type="button" tabindex="-1" popovertarget="answer-3" class="passed">Yes, tested: passed</button></td>');
    expect(html).toContain('<th scope="row">');
    expect(html).toContain('popovertarget="row-answer-7" class="matrix-why" aria-label="Reasons for Standard_Debian_12"');
    expect(html).not.toContain("retired");
  });

  test("says that an image is retired, and lets a long name break after its signs, without one at the end", () => {
    const html = rowHtml({ ...image, name: "Enterprise_SUSE_Linux_15-SP6_x", isRetired: true }, rest);
    expect(html).toContain('role="img" aria-label="retired"');
    expect(html).toContain(">Enterprise_<wbr>SUSE_<wbr>Linux_<wbr>15-<wbr>SP6_<wbr>x</a>");
  });

  test("lets nothing of a name or a word out of its place", () => {
    const html = rowHtml({ ...image, name: `<b>"&`, why: `"><script>` }, { ...rest, words: { ...words, no: "<i>" } });
    expect(html).toContain("&lt;b&gt;&quot;&amp;</a>");
    expect(html).toContain('aria-label="&quot;&gt;&lt;script&gt;"');
    expect(html).toContain('class="no">&lt;i&gt;</button>');
    expect(categoryHtml("<u>", 3)).toBe('<tr class="matrix-category"><th scope="rowgroup" colspan="3"><span>&lt;u&gt;</span></th></tr>');
  });
});
