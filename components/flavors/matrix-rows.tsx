"use client";

import { categoryHtml, rowHtml, type MatrixImage, type MatrixWords } from "./matrix-html.ts";
import type { Look } from "./matrix-look.ts";

type Props = { category: string; images: MatrixImage[]; looks: Record<number, Look>; words: MatrixWords; starts: number[] };

/**
 * The images of a category. Its cells are thousands, so they are numbers in what the page carries for React, and text to it:
 * as elements each would be taken up one by one before the page answers, also on a phone, which does not show them.
 */
export function MatrixRows({ category, images, ...rest }: Props) {
  const html = categoryHtml(category, (images[0]?.cells.length ?? 0) + 1) + images.map((image) => rowHtml(image, rest)).join("");
  return <tbody dangerouslySetInnerHTML={{ __html: html }} />;
}
