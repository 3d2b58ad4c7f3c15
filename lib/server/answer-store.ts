import type { KeptAnswer } from "./kept-answer.ts";

/** Kept answers up to so many bytes; those that nobody has asked for longest go first. */
export class AnswerStore {
  readonly #answers = new Map<string, KeptAnswer>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get(key: string): KeptAnswer | undefined {
    const answer = this.#answers.get(key);
    if (!answer) return undefined;
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    return answer;
  }

  put(key: string, answer: KeptAnswer): void {
    this.delete(key);
    this.#answers.set(key, answer);
    this.#bytes += weight(key, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#bytes <= this.#mostBytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const answer = this.#answers.get(key);
    if (!answer) return;
    this.#answers.delete(key);
    this.#bytes -= weight(key, answer);
  }

  clear(): void {
    this.#answers.clear();
    this.#bytes = 0;
  }
}

// Compressed copies come on top; together they are about a quarter of the body.
function weight(key: string, { body }: KeptAnswer): number {
  return key.length * 2 + Math.round(body.length * 1.3) + 2_048;
}
