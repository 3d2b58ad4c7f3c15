/** An answer of the API, or 404 in its form of an error when there is nothing of that address. */
export function answerOf(answer: object | null, missing: string): Response {
  return answer ? Response.json(answer) : Response.json({ code: "not-found", message: missing }, { status: 404 });
}
