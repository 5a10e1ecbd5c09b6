package io.spiffeaws.image;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.HelpText;
import io.spiffeaws.cli.SpiffeAws;
import java.util.HashMap;
import java.util.Map;
import org.graalvm.nativeimage.ImageSingletons;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeClassInitialization;
import picocli.CommandLine;

/// Stores the command tree and its help texts in the image. They are read from annotations at build
/// time. A process parses only one command line, so it may modify the stored commands.
final class PrebuiltCommandsFeature implements Feature {
  private static final String CLI = "io.spiffeaws.cli";

  @Override
  public void afterRegistration(AfterRegistrationAccess access) {
    RuntimeClassInitialization.initializeAtBuildTime(
        "picocli", CLI, PrebuiltCommands.class.getName());
    RuntimeClassInitialization.initializeAtRunTime(CLI + ".console", CLI + ".wiring");
    var root = Application.commandLine(new SpiffeAws());
    holdDefaults(root);
    var help = new HashMap<String, String>();
    holdHelp(root, help);
    ImageSingletons.add(PrebuiltCommands.class, new PrebuiltCommands(root, Map.copyOf(help)));
  }

  private static void holdHelp(CommandLine commands, Map<String, String> help) {
    help.put(commands.getCommandSpec().qualifiedName(), HelpText.plain(commands));
    commands.getSubcommands().values().forEach(command -> holdHelp(command, help));
  }

  private static void holdDefaults(CommandLine commands) {
    for (var argument : commands.getCommandSpec().args()) {
      var value = argument.initialValue();
      if (value != null && value.getClass().getClassLoader() != null) {
        RuntimeClassInitialization.initializeAtBuildTime(value.getClass());
      }
    }
    commands.getSubcommands().values().forEach(PrebuiltCommandsFeature::holdDefaults);
  }
}
