package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.render.RenderedFile;
import java.util.List;
import java.util.stream.Collectors;

/// Shows rendered files: a single one as it is, several as a stream of YAML documents with their
/// names, for `kubectl apply -f -`.
public final class RenderedView {
  private RenderedView() {}

  public static void show(List<RenderedFile> files, Output output) {
    output.result(
        () ->
            Json.object()
                .with("files", Json.array(files.stream().map(RenderedView::json).toList())),
        () -> text(files));
    if (!output.structured() && files.size() > 1) {
      files.stream()
          .filter(file -> !isYaml(file))
          .forEach(
              file -> output.message(file.name() + " is not a manifest; to write it, use --out"));
    }
  }

  private static Json.Obj json(RenderedFile file) {
    return Json.object().with("name", Json.of(file.name())).with("text", Json.of(file.text()));
  }

  private static String text(List<RenderedFile> files) {
    return files.size() == 1
        ? files.getFirst().text()
        : files.stream()
            .filter(RenderedView::isYaml)
            .map(file -> "---\n# " + file.name() + "\n" + file.text())
            .collect(Collectors.joining());
  }

  private static boolean isYaml(RenderedFile file) {
    return file.name().endsWith(".yaml");
  }
}
