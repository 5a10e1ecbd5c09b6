package io.spiffeaws.cli.view;

import io.spiffeaws.config.ConfigFile;
import io.spiffeaws.config.ConfigLocation;
import io.spiffeaws.config.Context;
import io.spiffeaws.config.ContextSetting;
import io.spiffeaws.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Shows the contexts of the configuration file.
public final class ConfigView {
  private ConfigView() {}

  /// Shows the path alone.
  public static void showPath(Path path, Output output) {
    output.result(() -> Json.object().with("path", Json.of(path.toString())), () -> path + "\n");
  }

  /// Shows all contexts, a setting in each row.
  ///
  /// @param location of the file, which may not exist
  /// @param used the context in use
  /// @param environment whose variables override settings
  public static void show(
      ConfigLocation location,
      ConfigFile file,
      Optional<Context> used,
      Map<String, String> environment,
      Output output) {
    output.result(
        () -> json(file, used, environment), () -> table(file, used, environment, output));
    if (file.contexts().isEmpty()) {
      output.message(
          "no contexts" + location.path().map(path -> " in " + path).orElse(": HOME is not set"));
    }
  }

  private static Json json(
      ConfigFile file, Optional<Context> used, Map<String, String> environment) {
    var contexts = Json.object();
    for (var context : file.contexts().values()) {
      contexts = contexts.with(context.name(), settings(context.settings()));
    }
    return Json.object()
        .with("current_context", file.current().<Json>map(Json::of).orElseGet(Json.Null::new))
        .with("used_context", used.<Json>map(it -> Json.of(it.name())).orElseGet(Json.Null::new))
        .with(
            "effective",
            settings(used.map(context -> context.effective(environment)).orElse(Map.of())))
        .with("contexts", contexts);
  }

  private static Json.Obj settings(Map<ContextSetting, String> settings) {
    var json = Json.object();
    for (var setting : settings.entrySet()) {
      json = json.with(setting.getKey().key(), Json.of(setting.getValue()));
    }
    return json;
  }

  private static String table(
      ConfigFile file, Optional<Context> used, Map<String, String> environment, Output output) {
    var table =
        new Table("IN USE", "CONTEXT", "SETTING", "VALUE", "OVERRIDDEN BY").sparse("OVERRIDDEN BY");
    for (var context : file.contexts().values()) {
      var mark = used.filter(context::equals).isPresent() ? "*" : "";
      if (context.settings().isEmpty()) {
        table.row(List.of(mark, context.name(), "", "", ""));
      }
      context
          .settings()
          .forEach((setting, value) ->
              table.row(
                  List.of(
                      mark,
                      context.name(),
                      setting.key(),
                      value,
                      setting.overriding(environment).orElse(""))));
    }
    return file.contexts().isEmpty() ? "" : table.print(output);
  }
}
