import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["**/gen/", "**/dist/", "clients/python/", "clients/go/", "clients/java/", "coverage/"] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    files: ["**/*.ts"],
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // SQLite answers at once behind ports that promise.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      complexity: ["error", 15],
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "TSEnumDeclaration", message: "Use a union of strings; enums live in generated code only." },
        { selector: "ExportDefaultDeclaration", message: "Use named exports." },
      ],
      "no-restricted-properties": [
        "error",
        { object: "vi", property: "mock", message: "Tests talk to the real thing." },
        { object: "vi", property: "doMock", message: "Tests talk to the real thing." },
      ],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/core/clock.ts", "src/server/**", "src/cli/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "process", message: "Configuration comes from server/config.ts and cli/main.ts only." },
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "Take a Clock." },
        { object: "Math", property: "random", message: "Take a source of randomness." },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "max-lines": ["error", { max: 600, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: ["src/cli/**/*.ts", "bench/**/*.ts", "crash/**/*.ts", "fuzz/**/*.ts", "demo/**/*.ts", "scripts/**"],
    rules: { "no-console": "off" },
  },
  { files: ["*.config.ts"], rules: { "no-restricted-syntax": "off" } },
  { files: ["**/*.js", "**/*.cjs", "**/*.mjs"], extends: [tseslint.configs.disableTypeChecked] },
);
