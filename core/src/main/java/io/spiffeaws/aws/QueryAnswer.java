package io.spiffeaws.aws;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Converts a response of the AWS Query protocol to the form that the SDK's parser reads. The
/// parser treats the first element of a response as the result, and ignores the rest. AWS sends the
/// result first. Other servers may send the metadata first, errors without the enclosing element,
/// and lists of tags without members (Ceph, `src/rgw/rgw_rest_role.cc`,
/// `rgw_rest_oidc_provider.cc`, `rgw_common.cc`).
final class QueryAnswer {
  /// The calls of this tool whose result has members (`output` in botocore's models of IAM
  /// 2010-05-08 and STS 2011-06-15). The responses to all others contain only metadata.
  private static final Set<String> WITH_RESULT =
      Set.of(
          "AssumeRole",
          "AssumeRoleWithWebIdentity",
          "CreateOpenIDConnectProvider",
          "CreateRole",
          "GetAccountSummary",
          "GetCallerIdentity",
          "GetOpenIDConnectProvider",
          "GetPolicy",
          "GetPolicyVersion",
          "GetRole",
          "GetRolePolicy",
          "ListAttachedRolePolicies",
          "ListInstanceProfilesForRole",
          "ListOpenIDConnectProviders",
          "ListRolePolicies",
          "ListRoleTags",
          "ListRoles",
          "UpdateRoleDescription");

  private static final Pattern TAG_WITHOUT_MEMBER =
      Pattern.compile(
          "<Key>\\s*<Key>([^<]*)</Key>\\s*</Key>\\s*<Value>\\s*<Value>([^<]*)</Value>\\s*</Value>");

  private QueryAnswer() {}

  /// Whether a successful response to that call has an element `ACTIONResult`.
  static boolean hasResult(String action) {
    return WITH_RESULT.contains(action);
  }

  /// Returns a successful response with its result first; empty if the root is not that of a
  /// response, or the result is missing.
  static Optional<String> success(String action, String xml) {
    var answer = XmlChildren.of(xml).filter(root -> isOf(action, root.name()));
    var result =
        answer.stream()
            .flatMap(root -> root.children().stream())
            .filter(child -> child.name().equals(action + "Result"))
            .findFirst();
    if (result.isEmpty()) {
      return answer.filter(_ -> !hasResult(action)).map(_ -> xml);
    }
    var first = answer.get().children().getFirst().from();
    var own = result.get();
    return Optional.of(
        xml.substring(0, first)
            + withMembers(action, xml.substring(own.from(), own.to()))
            + xml.substring(first, own.from())
            + xml.substring(own.to()));
  }

  /// Returns a failure with the enclosing element that AWS sends; any other text is not changed.
  static String failure(String xml) {
    return XmlChildren.of(xml)
        .filter(root -> root.name().equals("Error"))
        .map(root -> "<ErrorResponse>" + xml.substring(root.from(), root.to()) + "</ErrorResponse>")
        .orElse(xml);
  }

  /// For a call without a result any response root is accepted, since some servers name it after
  /// another call.
  private static boolean isOf(String action, String root) {
    return hasResult(action)
        ? root.equals(action + "Response")
        : root.endsWith("Response") && !root.equals("ErrorResponse");
  }

  private static String withMembers(String action, String result) {
    return action.equals("ListRoleTags")
        ? TAG_WITHOUT_MEMBER
            .matcher(result)
            .replaceAll("<member><Key>$1</Key><Value>$2</Value></member>")
        : result;
  }
}
