// Reads passes with pushes as JSON, and writes what the page makes of each: what is promised and what is true, by
// address, and the sums of each plan.
import { readFileSync } from "node:fs";
import { planOf, productOf, pushed, watchedBy } from "../../static/js/network/push.js";

const passes = JSON.parse(readFileSync(0, "utf8"));
const found = passes.map(({ problem, trace, moved }) =>
  Object.entries(moved).map(([subject, { by, after }]) => {
    const plan = planOf({ problem, trace, sample: 0 }, subject);
    const watched = watchedBy(plan).map((address) => after[address]);
    const push = pushed({ problem, trace }, plan, by, { l: after.l, watched });
    const changes = [
      [subject, push.start],
      ...(plan.entry ? [[plan.entry.z, push.z]] : []),
      ...(plan.curve ? [[plan.curve.a, push.a]] : []),
      ...push.branches.map(({ target, arrived }) => [target, arrived]),
      ["l", push.loss],
    ];
    const parts = push.branches.reduce((sum, { loss }) => sum + loss, push.rest);
    return { subject, by, changes, parts, gradient: productOf(plan).total };
  }),
);
process.stdout.write(JSON.stringify(found));
