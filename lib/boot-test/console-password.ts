const LINES_ABOVE_PROMPT = 15;
const SHORTEST_PASSWORD = 6;
/**
 * `HOST login:`, which getty(8) prints without a line feed: whatever the kernel, cloud-init or syslog prints next stands on
 * the same line, and what they printed last may stand before it.
 */
const PROMPT = /^\S+ login:(?: |$)|\blogin: *(?:$|\[ *\d+\.\d+\]|<\d+>)/;

/**
 * The words on the console that could be the password of the login hint: those on the lines directly above (and beside)
 * a `login:` prompt. cloud-init's own boot messages further up do not count: a customer who opens the console later
 * sees the prompt only.
 */
export function wordsAtLoginPrompt(consoleText: string): string[] {
  const lines = consoleText.split("\n");
  const words = new Set<string>();
  for (const [at, line] of lines.entries()) {
    if (!PROMPT.test(line)) continue;
    // Nearest line first: comparing a word with a password hash is slow by design.
    for (const near of lines.slice(Math.max(0, at - LINES_ABOVE_PROMPT), at + 1).toReversed()) {
      // Boot messages may land between the hint and the prompt; they are not the hint.
      if (/^\s*\[[ \d.]+\]|cloud-init\[\d+\]/.test(near)) continue;
      for (const word of near.trim().split(/\s+/)) for (const form of forms(word)) words.add(form);
    }
  }
  return [...words];
}

/** A word as it stands, and without the label or the punctuation that may cling to it. */
function forms(word: string): string[] {
  const bare = word.replace(/^["'(<]+/, "").replace(/[.,;"')>]+$/, "");
  const afterColon = bare.slice(bare.lastIndexOf(":") + 1);
  return [word, bare, afterColon].filter((form) => form.length >= SHORTEST_PASSWORD);
}

/**
 * Runs in the guest as root; reads the words, one a line. Prints `shown: yes|no`, the password's length, a
 * `readable: path` for each file in which the user `nobody` finds the password, and `searched` at the end.
 * The password appears in no argument list and in no output. Uses no single quote: it stands in a shell's quotes.
 */
export const CONSOLE_PASSWORD_PROGRAM = String.raw`
  use strict; my $hash = (getpwnam $ARGV[0])[1]; my $found;
  while (my $word = <STDIN>) {
    chomp $word; my $made = crypt($word, $hash);
    if (defined $made && $made eq $hash) { $found = $word; last }
  }
  if (!defined $found) { print "shown: no\n"; exit 0 }
  print "shown: yes\nlength: ", length $found, "\n";
  $| = 1; pipe(my $in, my $out) or die "pipe: $!";
  my $list = open(my $grep, "-|") // die "fork: $!";
  if (!$list) {
    close $out; open(STDIN, "<&", $in) or die "stdin: $!"; open(STDERR, ">", "/dev/null");
    exec "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--",
      "grep", "-rlsF", "-D", "skip", "-f", "-", "/etc", "/run", "/var/log", "/var/lib/cloud", "/home", "/tmp";
    exit 127;
  }
  close $in; print $out "$found\n"; close $out;
  while (my $path = <$grep>) { print "readable: $path" }
  close $grep; my $code = $? >> 8;
  die "the search could not run ($code)\n" if $code > 2;
  print "searched\n";
`.trim();
