/** What one check found. `command` and `output` are what a person needs to repeat and to believe it. */
export type CheckResult = {
  checkId: string;
  title: string;
  category: string;
  mandatory: boolean;
  command: string;
  output: string;
  durationMs: number;
  verdict: "passed" | "failed" | "warning";
  reason: string;
};

export type BootTestRequest = {
  /** The image under test; it is only read. */
  qcow2Path: string;
  /** An existing private folder for the overlay, the seed, the key and the console log. */
  workDir: string;
  loginUser: string;
  minDiskGib: number;
  signal: AbortSignal;
  /** For the whole test: boot, checks and power-off. */
  timeoutMs: number;
  onLine: (line: string) => void;
};

export type BootTestReport = {
  accelerator: "kvm" | "tcg";
  /** From the start of the virtual machine to the first login over ssh, or to giving up. */
  bootSeconds: number;
  /** `failed` as soon as one mandatory check failed. */
  verdict: "passed" | "failed";
  results: CheckResult[];
};
