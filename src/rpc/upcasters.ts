import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import type { Upcaster } from "../registry/upcasters.js";
import type { Registry } from "../registry/registry.js";
import type { RegistryService, UpcasterSchema } from "../../gen/proto/sluice/v1/registry_pb.js";
import { stepOut, stepsIn } from "./recipe-steps.js";
import { timeOut } from "./times.js";
import { parseMajor } from "./tracks.js";

type Upcasting = Pick<
  ServiceImpl<typeof RegistryService>,
  "setUpcaster" | "getUpcaster" | "listUpcasters" | "deleteUpcaster"
>;

/** The part of sluice.v1.RegistryService that is about upcasters. */
export function upcasting({ upcasters }: Pick<Registry, "upcasters">): Upcasting {
  return {
    async setUpcaster({ steps, examples, expectedRevision, actor, ...request }) {
      const wish = { ...keyIn(request), steps: stepsIn("steps", steps), examples: [...examples] };
      return { upcaster: upcasterOut(await upcasters.set({ ...wish, expectedRevision, actor })) };
    },
    async getUpcaster(request) {
      return { upcaster: upcasterOut(await upcasters.get(keyIn(request))) };
    },
    async listUpcasters({ subject }) {
      return { upcasters: (await upcasters.list(subject)).map(upcasterOut) };
    },
    async deleteUpcaster({ expectedRevision, ...request }) {
      return { upcaster: upcasterOut(await upcasters.remove(keyIn(request), expectedRevision)) };
    },
  };
}

function keyIn({ subject, fromTrack, toTrack }: { subject: string; fromTrack: string; toTrack: string }) {
  return { subject, fromMajor: parseMajor("from_track", fromTrack), toMajor: parseMajor("to_track", toTrack) };
}

function upcasterOut(upcaster: Upcaster): MessageInitShape<typeof UpcasterSchema> {
  const { subject, fromMajor, toMajor, steps, examples, revision, actor, updatedAt } = upcaster;
  return {
    subject,
    fromTrack: `v${fromMajor}`,
    toTrack: `v${toMajor}`,
    steps: steps.map(stepOut),
    examples: [...examples],
    revision,
    actor,
    updatedAt: timeOut(updatedAt),
  };
}
