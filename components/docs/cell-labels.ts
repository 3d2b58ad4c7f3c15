/** What is needed of a node of the HTML tree that Markdown becomes (https://github.com/syntax-tree/hast). */
type Node = { type: string; tagName?: string; value?: string; properties?: Record<string, unknown>; children?: Node[] };

const textOf = ({ value, children = [] }: Node): string => value ?? children.map(textOf).join("");
const within = (node: Node, tagName: string): Node[] => (node.children ?? []).flatMap((child) => [...(child.tagName === tagName ? [child] : []), ...within(child, tagName)]);

/** For `rehypePlugins`: gives each cell of a table, but the first of a row, the title of its column as `data-label`. */
export function cellLabels(): (tree: Node) => void {
  return (tree) => {
    for (const table of within(tree, "table")) {
      const titles = within(table, "th").map(textOf);
      for (const row of within(table, "tr")) {
        for (const [at, cell] of within(row, "td").entries()) if (at > 0) cell.properties = { ...cell.properties, dataLabel: titles[at] };
      }
    }
  };
}
