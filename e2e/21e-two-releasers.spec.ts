import { expect, test } from "@playwright/test";
import { hashToken, makeToken } from "#lib/auth/tokens/hash.ts";
import { enterAs } from "./callers.ts";
import { factory, query } from "./factory.ts";
import { builtActions, callAction } from "./http.ts";
import { insertImageWithBuilds } from "./release.ts";

const image = `Beta_Two_Releasers_${Date.now().toString(36)}`;
const rounds = [1, 2, 3, 4, 5, 6];
const versionOf = (round: number, who: number) => `20260${round}01-${who + 1}`;
const promoteBuild = builtActions().find(({ name }) => name === "promoteBuild")!;
const start = "20260101-9";

const channels = () => query<{ name: string; version: string }>("select channels.name, builds.version from channels join builds on builds.id = build_id join images on images.id = channels.image_id where images.name = $1 order by channels.name", [image]);
type Act = { actor_name: string; latest: string; before: string };
const acts = () => query<Act>("select actor_name, after->>'latest' as latest, before->>'latest' as before from audit_entries where action = 'channel.promote' and after->>'image' = $1 order by sequence", [image]);

test.beforeAll(() => insertImageWithBuilds(image, [start, ...rounds.flatMap((round) => [versionOf(round, 0), versionOf(round, 1)])], 1));
// Nothing of it is offered or waited for in the stories that follow.
test.afterAll(() => query("update images set state = 'retired', retired_on = current_date where name = $1", [image]));

test("of two releasers in the same second one wins, and the other reads who has promoted what", async () => {
  const people = [await enterAs("releaser"), await enterAs("releaser")];
  const winners = new Set<string>();
  let latest = start;
  for (const round of rounds) {
    const ask = (who: number, seen = latest) => callAction(promoteBuild, { cookie: people[who]!.cookie, fields: { imageName: image, version: versionOf(round, who), expectedLatestVersion: seen, reason: `round ${round}` } });
    // Now the one, now the other goes first on the wire.
    const order = round % 2 ? [0, 1] : [1, 0];
    const answers = await Promise.all(order.map(async (who) => ({ who, ...(await ask(who)) })));
    const [won, lost] = [answers.filter(({ code }) => code === "ok"), answers.filter(({ code }) => code !== "ok")];
    expect([won.length, lost.map(({ code }) => code)]).toEqual([1, ["conflict"]]);
    const [{ who }] = won as [(typeof won)[number]];
    winners.add(people[who]!.name);
    expect(lost[0]?.message).toBe(`Meanwhile ${people[who]!.name} promoted ${image} ${versionOf(round, who)}, which is latest now. Look again and decide anew.`);
    expect(await channels()).toEqual([{ name: "latest", version: versionOf(round, who) }, { name: "prev", version: latest }]);
    expect((await acts()).slice(round - 1)).toEqual([{ actor_name: people[who]!.name, latest: versionOf(round, who), before: latest }]);
    latest = versionOf(round, who);
  }
  console.log(`Two releasers: ${rounds.length} rounds, won by ${[...winners].join(" and ")}.`);

  // Whoever has lost reads it on the page, decides anew, and is heard.
  const loser = people.find(({ name }) => name !== undefined && !latest.endsWith(String(people.findIndex((one) => one.name === name) + 1)))!;
  const page = await (await fetch(`${factory().url}/admin/channels?image=${image}`, { headers: { cookie: loser.cookie } })).text();
  expect(page).toContain(latest);
  const again = versionOf(rounds.length, people.indexOf(loser));
  expect(await callAction(promoteBuild, { cookie: loser.cookie, fields: { imageName: image, version: again, expectedLatestVersion: latest } })).toMatchObject({ code: "ok" });
  expect(await channels()).toEqual([{ name: "latest", version: again }, { name: "prev", version: latest }]);
});

test("of a releaser and a machine in the same second one wins, and the other is told as well", async () => {
  const [person, owner] = [await enterAs("releaser"), await enterAs("releaser")];
  const token = makeToken();
  await query("insert into api_tokens (user_id, name, token_hash, scopes, expires_at) values ($1, 'nightly', $2, '{channel:promote}', now() + interval '1 hour')", [owner.userId, hashToken(token)]);
  const before = (await channels()).find(({ name }) => name === "latest")!.version;
  const [mine, theirs] = [versionOf(1, 0), versionOf(1, 1)];
  const [form, machine] = await Promise.all([
    callAction(promoteBuild, { cookie: person.cookie, fields: { imageName: image, version: mine, expectedLatestVersion: before } }),
    fetch(`${factory().url}/api/v1/images/${image}/promotions`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: JSON.stringify({ version: theirs, expectedLatestVersion: before }) }),
  ]);
  const answer = (await machine.json()) as { code?: string; error?: string };
  const hasPersonWon = form.code === "ok";
  const [code, message] = hasPersonWon ? [answer.code, answer.error] : [form.code, form.message];
  expect(machine.status).toBe(hasPersonWon ? 409 : 200);
  expect([code, message]).toEqual(["conflict", `Meanwhile ${hasPersonWon ? person.name : `${owner.name} (token nightly)`} promoted ${image} ${hasPersonWon ? mine : theirs}, which is latest now. Look again and decide anew.`]);
  expect((await channels()).filter(({ name }) => name === "latest")).toEqual([{ name: "latest", version: hasPersonWon ? mine : theirs }]);
  const recorded = (await acts()).slice(-1);
  expect(recorded).toEqual([{ actor_name: hasPersonWon ? person.name : `${owner.name} (token nightly)`, latest: hasPersonWon ? mine : theirs, before }]);
});
