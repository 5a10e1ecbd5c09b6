package io.spiffeaws.profile;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Copies of the shared files without credentials and without references to any, in all profiles.
/// They are for a program that gets its credentials from another source: SDKs prefer those of a
/// profile. Region, endpoints and all other settings are unchanged.
public final class CredentialFreeFiles {
  private static final Set<String> SETTINGS =
      Set.of(
          "aws_access_key_id",
          "aws_secret_access_key",
          "aws_session_token",
          "aws_security_token",
          "aws_account_id",
          "credential_process",
          "credential_source",
          "source_profile",
          "role_arn",
          "role_session_name",
          "external_id",
          "mfa_serial",
          "web_identity_token_file",
          "sso_session",
          "sso_start_url",
          "sso_account_id",
          "sso_role_name",
          "login_session");

  private CredentialFreeFiles() {}

  /// Writes a copy of each shared file, an empty one if the file does not exist. Also copies boto's
  /// configuration file if it holds keys.
  ///
  /// @param environment locates the files, with `directory`, see [SharedFile#path]
  /// @param target the directory of the copies
  /// @return the variables that name the copies
  public static Map<String, String> write(
      Map<String, String> environment, Path directory, Path target) {
    var variables = new LinkedHashMap<String, String>();
    for (var file : SharedFile.values()) {
      var copy = target.resolve(file.name().toLowerCase(Locale.ROOT));
      copy(read(file, environment, directory), copy);
      variables.put(file.variable(), copy.toString());
    }
    var boto = target.resolve("boto");
    BotoFile.withKeys(environment, directory)
        .ifPresent(text -> {
          copy(text, boto);
          variables.put(BotoFile.VARIABLE, boto.toString());
        });
    return variables;
  }

  private static void copy(String text, Path copy) {
    AtomicFile.write(copy, withoutCredentials(text).getBytes(StandardCharsets.ISO_8859_1));
  }

  static String withoutCredentials(String text) {
    var kept = new StringBuilder();
    var dropped = false;
    for (var line : IniLines.of(text)) {
      dropped =
          switch (line.kind()) {
            case SETTING -> SETTINGS.contains(line.name());
            case CONTINUATION -> dropped;
            case HEADER, OTHER -> false;
          };
      if (!dropped) {
        kept.append(line.content()).append(line.ending());
      }
    }
    return kept.toString();
  }

  /// Reads a file in a charset that preserves every byte; empty if the file does not exist or this
  /// user cannot read it.
  private static String read(SharedFile file, Map<String, String> environment, Path directory) {
    try {
      var bytes = Files.readAllBytes(file.path(environment, directory));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException | ProblemException e) {
      return "";
    }
  }
}
