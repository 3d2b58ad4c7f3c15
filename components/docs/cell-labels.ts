/** What is needed of a node of the HTML tree that Markdown becomes (https://github.com/syntax-tree/hast). */
type Node = { type: string; tagName?: string; value?: string; properties?: Record<string, unknown>; children?: Node[] };

const textOf = ({ value, children = [] }: Node): string => value ?? children.map(textOf).join("");
const within = (node: Node, tagName: string): Node[] => (node.children ?? []).flatMap((child) => [...(child.tagName === tagName ? [child] : []), ...within(child, tagName)]);

/**
 * For `rehypePlugins`: gives the cells of a table the titles of their columns as `data-label`. The first of a row needs none,
 * and neither does what alone stands beside it.
 */
export function cellLabels(): (tree: Node) => void {
  return (tree) => {
    for (const table of within(tree, "table")) {
      const titles = within(table, "th").map(textOf);
      if (titles.length < 3) continue;
      for (const row of within(table, "tr")) {
        for (const [at, cell] of within(row, "td").entries()) if (at > 0) cell.properties = { ...cell.properties, dataLabel: titles[at] };
      }
    }
  };
}
