"""A protoc plugin that generates Python messages, type stubs and gRPC stubs inside a package.

buf calls it with a CodeGeneratorRequest on stdin. protoc's Python generators write absolute imports from the root of
the proto tree, so their output only works at the root of sys.path. This plugin runs them and prefixes these imports
with the package given as option `package`, for example `package=sluice_client.gen`. grpcio-tools must be installed.
"""

import re
import sys
import tempfile
from pathlib import Path

from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest, CodeGeneratorResponse
from google.protobuf.descriptor_pb2 import FileDescriptorSet
from grpc_tools import protoc


def main() -> int:
    request = CodeGeneratorRequest.FromString(sys.stdin.buffer.read())
    sys.stdout.buffer.write(answer(request).SerializeToString())
    return 0


def answer(request: CodeGeneratorRequest) -> CodeGeneratorResponse:
    """Generates for the files of the request; a failure is told in the response, as the plugin protocol wants it."""
    response = CodeGeneratorResponse(supported_features=CodeGeneratorResponse.FEATURE_PROTO3_OPTIONAL)
    package = dict(option.split("=", 1) for option in request.parameter.split(",") if "=" in option).get("package")
    if not package:
        response.error = "the option package=<Python package> is missing"
        return response
    with tempfile.TemporaryDirectory() as folder:
        files = run_protoc(request, Path(folder))
    if files is None:
        response.error = "protoc failed"
        return response
    roots = {name.split("/", 1)[0] for name in request.file_to_generate}
    for name, content in sorted(files.items()):
        response.file.add(name=name, content=prefix_imports(content, roots, package))
    for name in sorted(package_folders(files)):
        response.file.add(name=f"{name}/__init__.py" if name else "__init__.py", content="")
    return response


def run_protoc(request: CodeGeneratorRequest, folder: Path) -> dict[str, str] | None:
    """Returns the generated files by name, or None when protoc failed (it then wrote the reason to stderr)."""
    descriptors = folder / "descriptors.binpb"
    descriptors.write_bytes(FileDescriptorSet(file=request.proto_file).SerializeToString())
    out = folder / "out"
    out.mkdir()
    status = protoc.main(
        [
            "protoc",
            f"--descriptor_set_in={descriptors}",
            f"--python_out={out}",
            f"--pyi_out={out}",
            f"--grpc_python_out={out}",
            *request.file_to_generate,
        ]
    )
    if status != 0:
        return None
    # protoc writes an almost empty _grpc file also for files without services.
    with_services = {file.name for file in request.proto_file if file.service}
    without_stubs = {
        name.removesuffix(".proto") + "_pb2_grpc.py" for name in request.file_to_generate if name not in with_services
    }
    files = {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in out.rglob("*") if path.is_file()}
    return {name: content for name, content in files.items() if name not in without_stubs}


def prefix_imports(content: str, roots: set[str], package: str) -> str:
    """Makes `from <root>… import` of the generated files' own roots start with the package."""
    own = "|".join(re.escape(root) for root in sorted(roots))
    return re.sub(rf"^from ((?:{own})(?:\.\w+)*) import ", rf"from {package}.\1 import ", content, flags=re.MULTILINE)


def package_folders(files: dict[str, str]) -> set[str]:
    """Returns every folder that needs an __init__.py, the root as the empty string."""
    folders = {""}
    for name in files:
        parts = name.split("/")[:-1]
        folders.update("/".join(parts[: depth + 1]) for depth in range(len(parts)))
    return folders


if __name__ == "__main__":
    sys.exit(main())
