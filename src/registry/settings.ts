import type { CompatibilitySettings } from "../core/compatibility.js";
import type { Clock } from "../core/clock.js";
import { strictSemantics } from "../core/finding.js";
import { checkName } from "../core/subject.js";
import { createTurns } from "../core/turns.js";
import type { SettingsStore } from "../store/store.js";

/** What applies where nobody has set anything. */
const defaultSettings: CompatibilitySettings = {
  level: "BACKWARD",
  policy: "semantic",
  semanticOptions: strictSemantics,
  normalize: false,
};

/** The settings that apply, and whether the subject has them from the global ones. */
export interface EffectiveSettings {
  readonly settings: CompatibilitySettings;
  readonly inherited: boolean;
}

/** Compatibility settings of subjects; the empty subject stands for the global ones. */
export interface CompatibilityConfig {
  get(subject: string): Promise<EffectiveSettings>;
  /** Sets the fields given and keeps the others; answers what applied before and what applies now. */
  set(
    subject: string,
    change: Partial<CompatibilitySettings>,
  ): Promise<{ previous: CompatibilitySettings; settings: CompatibilitySettings }>;
  /** Forgets the subject's own settings. */
  inherit(subject: string): Promise<{ previous: CompatibilitySettings; settings: CompatibilitySettings }>;
}

/** Keeps the settings in the store. */
export function createCompatibilityConfig(deps: { settings: SettingsStore; clock: Clock }): CompatibilityConfig {
  const get = async (subject: string): Promise<EffectiveSettings> => {
    if (subject !== "") checkName("subject", subject);
    const own = await deps.settings.compatibility(subject);
    if (own !== undefined) return { settings: own, inherited: false };
    const global = subject === "" ? undefined : await deps.settings.compatibility("");
    return { settings: global ?? defaultSettings, inherited: subject !== "" };
  };
  const turns = createTurns();
  return {
    get,
    set: async (subject, change) =>
      await turns.take(subject, async () => {
        const { settings: previous } = await get(subject);
        const settings = { ...previous, ...change };
        await deps.settings.setCompatibility(subject, settings, deps.clock.now());
        return { previous, settings };
      }),
    inherit: async (subject) =>
      await turns.take(subject, async () => {
        const { settings: previous } = await get(subject);
        await deps.settings.setCompatibility(subject, undefined, deps.clock.now());
        return { previous, settings: (await get(subject)).settings };
      }),
  };
}
