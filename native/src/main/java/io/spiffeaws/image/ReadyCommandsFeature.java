package io.spiffeaws.image;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.SpiffeAws;
import org.graalvm.nativeimage.ImageSingletons;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeClassInitialization;
import picocli.CommandLine;

/// Puts the command tree into the image, read from its annotations when the image is built. A
/// process parses one command line, so it may write into the commands that it finds there.
final class ReadyCommandsFeature implements Feature {
  private static final String CLI = "io.spiffeaws.cli";

  @Override
  public void afterRegistration(AfterRegistrationAccess access) {
    RuntimeClassInitialization.initializeAtBuildTime("picocli", CLI, ReadyCommands.class.getName());
    RuntimeClassInitialization.initializeAtRunTime(CLI + ".console", CLI + ".wiring");
    var root = Application.commandLine(new SpiffeAws());
    holdDefaults(root);
    ImageSingletons.add(ReadyCommands.class, new ReadyCommands(root));
  }

  private static void holdDefaults(CommandLine commands) {
    for (var argument : commands.getCommandSpec().args()) {
      var value = argument.initialValue();
      if (value != null && value.getClass().getClassLoader() != null) {
        RuntimeClassInitialization.initializeAtBuildTime(value.getClass());
      }
    }
    commands.getSubcommands().values().forEach(ReadyCommandsFeature::holdDefaults);
  }
}
