package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.file.FileFailure;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads policies that are specified as `@FILE` or `NAME=@FILE`.
public final class PolicyFileInput {
  private static final Pattern FORM = Pattern.compile("(.+?)=@(.+)");

  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html, PolicyName
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");

  private static final String EXAMPLE =
      "use a policy such as {\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}";

  private PolicyFileInput() {}

  /// @return the documents by name
  /// @throws ProblemException malformed, if the form, the file or its content is invalid
  public static Map<String, String> read(List<String> arguments, Invocation invocation) {
    var policies = new LinkedHashMap<String, String>();
    for (var argument : arguments) {
      var parts = FORM.matcher(argument);
      if (!parts.matches()) {
        throw ProblemException.malformed(
            "malformed-inline-policy",
            "\"" + argument + "\" does not specify a policy and its file",
            "use NAME=@FILE");
      }
      policies.put(checkedName(parts.group(1)), document(parts.group(2), invocation));
    }
    return policies;
  }

  private static String checkedName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw ProblemException.malformed(
          "malformed-policy-name",
          "\"" + name + "\" is not a policy name",
          "use 1 to 128 letters, digits and _+=,.@-");
    }
    return name;
  }

  /// @param argument `@FILE`
  /// @throws ProblemException malformed, if the form, the file or its content is invalid
  public static String argument(String argument, Invocation invocation) {
    if (!argument.startsWith("@") || argument.length() == 1) {
      throw ProblemException.malformed(
          "malformed-policy-argument",
          "\"" + argument + "\" does not specify a policy file",
          "use @FILE");
    }
    return document(argument.substring(1), invocation);
  }

  private static String document(String file, Invocation invocation) {
    if (!(json(file, invocation) instanceof Json.Obj document)
        || document.get("Statement").isEmpty()) {
      throw ProblemException.malformed(
          "malformed-policy-file",
          "the policy file " + file + " contains no policy: it has no Statement",
          EXAMPLE);
    }
    return JsonText.compact(document);
  }

  private static Json json(String file, Invocation invocation) {
    var text = text(file, invocation);
    try {
      return JsonText.parse(text, "the policy file " + file);
    } catch (ProblemException e) {
      throw ProblemException.malformed(e.problem().code(), e.problem().message(), EXAMPLE);
    }
  }

  private static String text(String file, Invocation invocation) {
    try {
      return Files.readString(invocation.console().directory().resolve(file));
    } catch (InvalidPathException e) {
      throw unreadable(file, "no such file");
    } catch (IOException e) {
      throw unreadable(file, FileFailure.readReason(e));
    }
  }

  private static ProblemException unreadable(String file, String why) {
    return ProblemException.malformed(
        "policy-file-unreadable",
        "the policy file " + file + ": " + why,
        "specify a readable file");
  }
}
