package io.spiffeaws.trust.lint;

import io.spiffeaws.problem.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The kinds of findings. The codes are stable.
public enum FindingCode {
  ANY_PRINCIPAL(
      Level.WIDE, "any AWS account, or a token of any issuer, can try to assume the role"),
  NOT_PRINCIPAL(Level.WIDE, "every principal except the named ones is allowed"),
  NO_SUBJECT(
      Level.WIDE,
      "every workload of the trust domain is allowed: each chooses the audience of its tokens, and"
          + " only the subject distinguishes them"),
  NO_URI(
      Level.WIDE,
      "every certificate that the trust anchor accepts is allowed, including those of other"
          + " workloads"),
  MISSING_TAG(
      Level.WIDE,
      "the condition holds for a certificate without that field, or whose value does not fit a"
          + " session tag"),
  ANY_ANCHOR(
      Level.LOOSE,
      "certificates of every such trust anchor are accepted, also of one that is created later"),
  NEGATED_SUBJECT(
      Level.WIDE, "every subject except the named ones is allowed, including future workloads"),
  WHOLE_TRUST_DOMAIN(Level.WIDE, "it is equivalent to no condition on the subject"),
  ANY_TRUST_DOMAIN(
      Level.WIDE, "IDs of other trust domains match too, if the issuer ever signs a token for one"),
  PARTIAL_SEGMENT(
      Level.WIDE,
      "names with the same prefix match too, and any user who may name workloads can choose one"),
  CROSSES_SEGMENTS(
      Level.WIDE, "* also matches slashes, so it matches deeper paths that may not be intended"),
  WIDE_OWNER(
      Level.WIDE,
      "the wildcard starts inside an owner's name, and other users can register a matching name"),
  NO_AUDIENCE(
      Level.WIDE,
      "tokens for any audience of the provider are accepted, including tokens for another service,"
          + " which could use them here"),
  WIDE_AUDIENCE(
      Level.WIDE, "tokens for other services are accepted, and those services could use them here"),
  NOT_ACTION(Level.WIDE, "every action except the named ones is allowed, including future actions"),
  WIDE_ACTION(
      Level.LOOSE, "more than the token exchange is allowed, such as session tags and names"),
  REQUIRED_KEY(
      Level.LOOSE,
      "other customers of that issuer get tokens from it too, and IAM rejects a new or changed"
          + " policy without that condition"),
  NO_SOURCE(
      Level.LOOSE, "the service can assume the role for resources other than the intended one"),
  OTHER_ACCOUNT(
      Level.LOOSE,
      "the administrators of that account decide which principals may assume the role"),
  SEVERAL_PROVIDERS(
      Level.LOOSE,
      "the conditions apply to one issuer's tokens; for the other's they hold by chance or never"),
  SEVERAL_TRUST_DOMAINS(
      Level.LOOSE,
      "an issuer signs for one trust domain, so the other is a mistake or allows unintended"
          + " access"),
  IF_EXISTS(Level.LOOSE, "the condition holds for a token without that claim"),
  FOR_ALL_VALUES(Level.LOOSE, "the condition holds for a token without that claim"),
  FOR_ANY_VALUE(Level.LOOSE, "sub and aud have one value each, so the qualifier is misleading"),
  IGNORE_CASE(Level.LOOSE, "SPIFFE IDs whose paths differ in letter case are different workloads"),
  UNDOCUMENTED_OPERATOR(
      Level.LOOSE, "IAM does not document the operator in this spelling, so its effect is unknown"),
  POLICY_VARIABLE(Level.LOOSE, "which subjects it allows depends on the request"),
  UNDOCUMENTED_KEY(
      Level.LOOSE,
      "AWS does not document this key for the issuer, so the condition may never hold"),
  MISSING_PROVIDER(
      Level.LOOSE,
      "it allows no token now; any user who may create that provider decides which tokens it"
          + " allows"),
  OTHER_ACCOUNTS_ANCHOR(Level.DEAD, "trust anchor and role must be in the same account"),
  MALFORMED_ANCHOR(Level.DEAD, "no trust anchor has that ARN"),
  MISSING_ACTION(
      Level.DEAD,
      "IAM Roles Anywhere needs sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity"),
  SERIAL_IDENTITY(
      Level.DEAD,
      "an X509-SVID without a DNS name has its serial number as source identity, another one after"
          + " each renewal"),
  UNFIT_TAG(
      Level.DEAD,
      "a session tag has at most 256 characters of a certain set, and IAM Roles Anywhere omits"
          + " other values"),
  OTHER_ACCOUNTS_PROVIDER(Level.DEAD, "provider and role must be in the same account"),
  MALFORMED_PROVIDER(Level.DEAD, "no token matches that principal"),
  PROVIDER_UNDER_AWS(Level.DEAD, "IAM accepts a provider only as a Federated principal"),
  PROVIDER_WITH_SCHEME(
      Level.DEAD,
      "a provider ARN contains the issuer without https://, so no token matches that principal"),
  MALFORMED_ACCOUNT(Level.DEAD, "an account ID has 12 digits, and IAM rejects any other"),
  UNRESOLVED_TEMPLATE(
      Level.DEAD,
      "IAM does not resolve templates: the value must be resolved before the policy is written"),
  WRONG_ACTION(
      Level.DEAD, "STS exchanges a token only with the action sts:AssumeRoleWithWebIdentity"),
  WRONG_KEY(Level.DEAD, "tokens of the issuer have no such key"),
  UNKNOWN_KEY(Level.DEAD, "JWT-SVIDs have no claims for keys other than sub and aud"),
  UNKNOWN_AUDIENCE(Level.DEAD, "STS rejects a token for it before it evaluates the trust policy"),
  MISPLACED_SUBJECT(
      Level.DEAD,
      "a SPIFFE ID identifies the workload, so it belongs in the condition on sub; aud is the"
          + " service that the token is for"),
  MISPLACED_AUDIENCE(
      Level.DEAD, "no JWT-SVID has that subject; the audience belongs in the condition on aud"),
  NOT_A_SPIFFE_ID(Level.DEAD, "no SVID has that subject"),
  RESERVED_SUBJECT(
      Level.DEAD,
      "SPIRE accepts no registration entry for IDs below /spire, so no token has such a subject"),
  LITERAL_WILDCARD(
      Level.DEAD, "StringEquals compares * and ? literally, and no SPIFFE ID contains them"),
  DEAD_SUBJECT(Level.DEAD, "another condition of the statement excludes it"),
  DENIED_SUBJECT(Level.DEAD, "a Deny statement overrides every Allow statement"),
  COVERED_SUBJECT(Level.DEAD, "removing it does not deny access, because a pattern allows it too"),
  LETS_NOBODY_IN(Level.DEAD, "it appears to allow access, but allows none"),
  MALFORMED_STATEMENT(Level.DEAD, "IAM rejects such a statement"),
  TOO_LONG(
      Level.DEAD,
      "IAM accepts at most 2,048 characters without white space, unless the quota is raised");

  private final Level level;
  private final String why;

  FindingCode(Level level, String why) {
    this.level = level;
    this.why = why;
  }

  /// @throws ProblemException malformed, with a list of all codes, if there is no such code
  public static FindingCode parse(String word) {
    return Arrays.stream(values())
        .filter(code -> code.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            ProblemException.malformed(
                "unknown-finding",
                "\"" + word + "\" is not a finding code",
                "use one of "
                    + Arrays.stream(values())
                        .map(FindingCode::word)
                        .collect(Collectors.joining(", "))));
  }

  /// The code in kebab-case.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Level level() {
    return level;
  }

  /// Why the finding matters, in one line.
  public String why() {
    return why;
  }
}
