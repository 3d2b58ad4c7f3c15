export const root: string;
export const nodeFlags: string[];
export function installPackages(): void;
export function ownNode(): string;
export function continueIn(entry: string, args: string[]): void;
