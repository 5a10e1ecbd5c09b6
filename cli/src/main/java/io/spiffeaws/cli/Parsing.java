package io.spiffeaws.cli;

import io.spiffeaws.file.PathText;
import io.spiffeaws.profile.ProfileName;
import io.spiffeaws.s3.S3Location;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.role.S3Access;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine;

/// Configures the parser: the types of values and the strictness.
final class Parsing {
  private Parsing() {}

  static CommandLine configure(CommandLine commands) {
    commands.registerConverter(Path.class, PathText::parse);
    commands.registerConverter(SpiffeId.class, SpiffeId::parse);
    commands.registerConverter(Duration.class, DurationText::parse);
    commands.registerConverter(Selector.class, Selector::parse);
    commands.registerConverter(RoleReference.class, RoleReference::parse);
    commands.registerConverter(S3Location.class, S3Location::parse);
    commands.registerConverter(Subject.class, Subject::parse);
    commands.registerConverter(ProfileName.class, ProfileName::new);
    commands.registerConverter(S3Access.class, S3Access::parse);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setOverwrittenOptionsAllowed(false);
    commands.setAbbreviatedOptionsAllowed(false);
    commands.setExpandAtFiles(
        false); // @FILE is a value: the content of a file, by the rules of each option
    endOptionsAtProgram(commands);
    return commands;
  }

  private static void endOptionsAtProgram(CommandLine command) {
    if (command.getCommand() instanceof RunsProgram) {
      command.getCommandSpec().parser().stopAtPositional(true);
    }
    command.getSubcommands().values().forEach(Parsing::endOptionsAtProgram);
  }
}
