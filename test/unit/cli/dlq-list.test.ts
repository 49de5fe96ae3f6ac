import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { expect, onTestFinished, test } from "vitest";
import { startFarEnd } from "../../support/far-end.js";
import { runInProcess } from "./command-line.js";
import { testNow } from "./plain-look.js";

/** A server whose search ends three times before a page is full. */
async function startSearch(asked: { pageToken: string; pageSize: number }[]): Promise<string> {
  const searchedBackTo = timestampFromDate(new Date(testNow.getTime() - 3_600_000));
  const server = await startFarEnd({
    deadLetters: {
      listDeadLetters({ pageToken, pageSize }) {
        asked.push({ pageToken, pageSize });
        if (pageToken === "") return { nextPageToken: "1", searchedBackTo };
        if (pageToken === "1") return { deadLetters: [{ id: "found" }], nextPageToken: "2", searchedBackTo };
        if (pageToken === "2") return { deadLetters: [{ id: "another" }], nextPageToken: "3" };
        return { deadLetters: [{ id: "beyond" }] };
      },
    },
  });
  onTestFinished(() => server.close());
  return server.url;
}

test("dlq list searches on until its page is full, says where it is, and shows the way to the next page", async () => {
  const asked: { pageToken: string; pageSize: number }[] = [];
  const url = await startSearch(asked);
  const words = ["dlq", "list", "--text", "x", "--limit", "2", "--server", url, "--output", "json"];
  const { stdout, exitCode } = await runInProcess(words);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ deadLetters: [{ id: "found" }, { id: "another" }], nextPageToken: "3" });
  expect(asked.map(({ pageToken }) => pageToken)).toEqual(["", "1", "2"]);
  expect(asked.map(({ pageSize }) => pageSize)).toEqual([2, 2, 1]);
});

test("dlq list fills a page of fifty unless told", async () => {
  const asked: { pageToken: string; pageSize: number }[] = [];
  await runInProcess(["dlq", "list", "--text", "x", "--server", await startSearch(asked), "--output", "json"]);
  expect(asked.map(({ pageSize }) => pageSize)).toEqual([50, 50, 49]);
});

test("dlq list says on a terminal how far it has searched", async () => {
  const { stderr } = await runInProcess(["dlq", "list", "--text", "x", "--server", await startSearch([])], {
    columns: 80,
  });
  expect(stderr).toContain("searched back to 1h ago");
});
