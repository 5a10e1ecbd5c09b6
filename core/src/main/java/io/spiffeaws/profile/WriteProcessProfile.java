package io.spiffeaws.profile;

import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes a profile whose credentials this tool provides by `credential_process` to the shared
/// config file, or removes it.
public final class WriteProcessProfile {
  private static final String HINT = "specify another --name, or edit the file";

  private final ProfileFile config;
  private final ProfileFile credentials;

  /// @param config the file that is written
  /// @param credentials the other file, which may override what is written
  public WriteProcessProfile(ProfileFile config, ProfileFile credentials) {
    this.config = config;
    this.credentials = credentials;
  }

  /// @param command its words, starting with the program
  /// @param region for programs with this profile; not changed if empty
  /// @param dryRun whether to write nothing
  public record Request(
      ProfileName profile, List<String> command, Optional<String> region, boolean dryRun) {
    public Request {
      command = List.copyOf(command);
    }
  }

  /// Writes the profile.
  ///
  /// @throws ProblemException malformed, if the file cannot be read, the profile appears twice, or
  ///   its command is not one that this tool wrote; unexpected, if it cannot be written;
  ///   unreachable, if another process holds the lock
  public WrittenProfile run(Request request) {
    var profile = request.profile();
    var edit = new ProfileEdit(config, profile, settings(request), List.of());
    var edited =
        config.edit(
            text -> {
              checkOwn(text, profile);
              return edit.apply(text);
            },
            request.dryRun());
    return new WrittenProfile(
        new Changes(List.of(ProfileChange.of(config, profile, edited)), request.dryRun()),
        OverridingSettings.than(
            ProcessCommand.SETTING, "aws_access_key_id", profile, List.of(config, credentials)));
  }

  /// Removes the whole profile, including its other settings.
  ///
  /// @param dryRun whether to write nothing
  /// @throws ProblemException malformed, if this tool did not write the profile; otherwise as
  ///   [#run]
  public WrittenProfile remove(ProfileName profile, boolean dryRun) {
    var edited =
        config.edit(
            text -> {
              checkOwn(text, profile);
              checkProcess(text, profile);
              return text.withoutSections(section -> config.kind().names(section, profile));
            },
            dryRun);
    return new WrittenProfile(
        new Changes(List.of(ProfileChange.of(config, profile, edited)), dryRun), List.of());
  }

  private static List<ProfileSetting> settings(Request request) {
    var settings = new ArrayList<ProfileSetting>();
    request.region().ifPresent(region -> settings.add(ProfileSetting.of("region", region)));
    settings.add(ProfileSetting.of(ProcessCommand.SETTING, ProcessCommand.text(request.command())));
    return settings;
  }

  private Optional<String> command(IniText text, ProfileName profile) {
    return Optional.ofNullable(
        text.settings(section -> config.kind().names(section, profile))
            .get(ProcessCommand.SETTING));
  }

  private void checkOwn(IniText text, ProfileName profile) {
    var command = command(text, profile);
    if (command.isPresent() && !ProcessCommand.isOwn(command.get())) {
      throw ProblemException.malformed(
          "profile-of-others",
          "the profile %s in %s has a credential_process that spiffe-aws did not write"
              .formatted(profile, config.path()),
          HINT);
    }
  }

  private void checkProcess(IniText text, ProfileName profile) {
    var there = text.count(section -> config.kind().names(section, profile)) > 0;
    if (there && command(text, profile).isEmpty()) {
      throw ProblemException.malformed(
          "profile-of-others",
          "the profile %s in %s has no credential_process, so spiffe-aws did not write it"
              .formatted(profile, config.path()),
          HINT);
    }
  }
}
