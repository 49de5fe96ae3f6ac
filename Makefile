# make start: install, build and serve.  make test: install and run everything CI runs.

# Native addons compile against the headers that came with Node, where they lie beside its binary and nothing else is set.
NODE_PREFIX := $(shell node -p "path.dirname(path.dirname(process.execPath))" 2>/dev/null)
ifeq ($(npm_config_nodedir),)
ifneq ($(wildcard $(NODE_PREFIX)/include/node/node.h),)
export npm_config_nodedir := $(NODE_PREFIX)
endif
endif

.PHONY: start test install build demo clean

start: build
	npm start

test: install
	node scripts/verify.mjs

build: install
	npm run build

demo: install
	npm run demo

# npm ci empties node_modules; the stamp spares that while the lock file stays as it is.
install: node_modules/.installed

node_modules/.installed: package-lock.json package.json
	npm ci
	@touch $@

clean:
	rm -rf dist clients/typescript/dist node_modules
