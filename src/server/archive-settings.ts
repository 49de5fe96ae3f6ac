import { listSetting, numberSetting, secretSetting, switchSetting, textSetting, choiceSetting } from "./setting.js";

const statuses = ["open", "redriven", "resolved", "discarded"] as const;

/** The settings of the archive (docs/archive.md). */
export const archiveSettings = {
  archiveEndpoint: textSetting({
    default: "",
    description:
      "Address of the S3-compatible storage that dead letters are archived to (docs/archive.md), such as `https://s3.eu-central-1.amazonaws.com`. Empty: no archive.",
  }),
  archiveBucket: textSetting({ default: "", description: "Bucket of the archive. It has to exist." }),
  archiveRegion: textSetting({ default: "us-east-1", description: "Region of the bucket, part of each signature." }),
  archivePrefix: textSetting({
    default: "",
    description: "What stands before `dead-letters/failed/…` in each key of the archive, such as `sluice/production`.",
  }),
  archiveAddressing: choiceSetting({
    choices: ["path", "host"],
    default: "path",
    description: "Where requests name the bucket: in the path of the address, or before the host.",
  }),
  archiveAccessKeyId: textSetting({ default: "", description: "Access key of the archive." }),
  archiveSecretAccessKey: secretSetting({
    description: "Secret of that key; by environment or file rather than by flag, which others on the machine can see.",
  }),
  archiveStatuses: listSetting({
    choices: statuses,
    default: "open,redriven,resolved,discarded",
    description: "Which dead letters are archived. They are archived again when they change.",
  }),
  archiveIntervalMs: numberSetting({
    default: 300_000,
    minimum: 0,
    maximum: 86_400_000,
    unit: "ms",
    description: "How often what is new or changed is archived; 0 is only when somebody asks for it.",
  }),
  archiveBeforePurge: switchSetting({
    default: false,
    description:
      "Delete closed dead letters, when `deadLetterRetentionDays` are over, only once they are archived as they are.",
  }),
};
