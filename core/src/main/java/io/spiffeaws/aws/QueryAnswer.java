package io.spiffeaws.aws;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// An answer of the AWS Query protocol, in the form that the SDK's parser reads: it takes the first
/// element of an answer for the result, and the rest for nothing. AWS sends the result first; other
/// servers may send the metadata first, errors without the element around them, and lists of tags
/// without members (Ceph, `src/rgw/rgw_rest_role.cc`, `rgw_rest_oidc_provider.cc`,
/// `rgw_common.cc`).
final class QueryAnswer {
  /// The calls made here whose result has members (`output` in botocore's models of IAM 2010-05-08
  /// and STS 2011-06-15). All others answer nothing but metadata.
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

  /// Whether a success of that call has an element `ACTIONResult`.
  static boolean hasResult(String action) {
    return WITH_RESULT.contains(action);
  }

  /// A success with its result first; empty if it is none, because the root is not that of an
  /// answer, or the result is missing.
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

  /// A failure with the element around it that AWS has; what is no such failure stays as it is.
  static String failure(String xml) {
    return XmlChildren.of(xml)
        .filter(root -> root.name().equals("Error"))
        .map(root -> "<ErrorResponse>" + xml.substring(root.from(), root.to()) + "</ErrorResponse>")
        .orElse(xml);
  }

  /// Of a call without a result the root tells nothing, and some servers name it after another one.
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
