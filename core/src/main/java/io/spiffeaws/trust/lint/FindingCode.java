package io.spiffeaws.trust.lint;

import io.spiffeaws.problem.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a finding can be. The words are stable.
public enum FindingCode {
  ANY_PRINCIPAL(Level.WIDE, "whoever has an AWS account, or any issuer's token, may try"),
  NOT_PRINCIPAL(Level.WIDE, "everybody but those named is let in"),
  NO_SUBJECT(
      Level.WIDE,
      "every workload of the trust domain gets in: each chooses the audience of its tokens, and only"
          + " the subject tells them apart"),
  NEGATED_SUBJECT(Level.WIDE, "everybody but those named gets in, workloads of tomorrow too"),
  WHOLE_TRUST_DOMAIN(Level.WIDE, "it is as good as no condition on the subject"),
  ANY_TRUST_DOMAIN(
      Level.WIDE, "IDs of other trust domains fit too, if the issuer ever signs for one"),
  PARTIAL_SEGMENT(
      Level.WIDE,
      "names that only begin the same fit too, and whoever may name workloads has them"),
  CROSSES_SEGMENTS(Level.WIDE, "* stands for slashes too, so deeper paths fit that were not meant"),
  WIDE_OWNER(
      Level.WIDE,
      "the wildcard begins in the name of an owner, and others can register a name that fits it"),
  NO_AUDIENCE(
      Level.WIDE,
      "tokens for any audience of the provider get in, also those that were given to another service,"
          + " which can use them here"),
  WIDE_AUDIENCE(Level.WIDE, "tokens meant for others get in, and those others can use them here"),
  NOT_ACTION(Level.WIDE, "every action but those named is allowed, also those to come"),
  WIDE_ACTION(
      Level.LOOSE, "more than the exchange of a token is allowed, such as session tags and names"),
  REQUIRED_KEY(
      Level.LOOSE,
      "other customers of that issuer get tokens of it too, and IAM rejects a new or changed policy"
          + " without that condition"),
  NO_SOURCE(
      Level.LOOSE,
      "the service can assume the role for other resources than the one that is meant"),
  OTHER_ACCOUNT(Level.LOOSE, "the administrators of that account decide who gets in"),
  SEVERAL_PROVIDERS(
      Level.LOOSE,
      "the conditions are about one issuer's tokens, and hold for the other's by chance or not at all"),
  SEVERAL_TRUST_DOMAINS(
      Level.LOOSE, "an issuer signs for one trust domain, so the other is a mistake or a way in"),
  IF_EXISTS(Level.LOOSE, "the condition holds for a token without that claim"),
  FOR_ALL_VALUES(Level.LOOSE, "the condition holds for a token without that claim"),
  FOR_ANY_VALUE(Level.LOOSE, "sub and aud have one value each, so it says more than is meant"),
  IGNORE_CASE(
      Level.LOOSE, "paths of SPIFFE IDs that differ in letter case are different workloads"),
  UNDOCUMENTED_OPERATOR(
      Level.LOOSE, "IAM does not document the operator in this spelling, so nothing is sure"),
  POLICY_VARIABLE(Level.LOOSE, "whom it lets in depends on the request"),
  UNDOCUMENTED_KEY(
      Level.LOOSE, "AWS documents no such key for the issuer, so the condition may never hold"),
  MISSING_PROVIDER(
      Level.LOOSE,
      "it lets nobody in today, and whoever may create that provider decides who does"),
  OTHER_ACCOUNTS_PROVIDER(Level.DEAD, "provider and role must be in one account"),
  MALFORMED_PROVIDER(Level.DEAD, "no token is of that principal"),
  PROVIDER_UNDER_AWS(Level.DEAD, "IAM accepts a provider as a Federated principal only"),
  PROVIDER_WITH_SCHEME(
      Level.DEAD,
      "the ARN of a provider has the issuer without https://, so no token is of that principal"),
  MALFORMED_ACCOUNT(Level.DEAD, "an account ID has 12 digits, and IAM rejects other ones"),
  UNRESOLVED_TEMPLATE(
      Level.DEAD,
      "IAM knows no templates: the value must be resolved before the policy is written"),
  WRONG_KEY(Level.DEAD, "tokens of the issuer have no such key"),
  UNKNOWN_KEY(Level.DEAD, "JWT-SVIDs have no claims for keys other than sub and aud"),
  UNKNOWN_AUDIENCE(Level.DEAD, "STS refuses a token for it before it looks at the role"),
  NOT_A_SPIFFE_ID(Level.DEAD, "no JWT-SVID has that subject"),
  RESERVED_SUBJECT(Level.DEAD, "SPIRE gives no entry, and so no token, to IDs below /spire"),
  LITERAL_WILDCARD(Level.DEAD, "StringEquals takes * and ? to the letter, and no ID has them"),
  DEAD_SUBJECT(Level.DEAD, "another condition of the statement keeps it out"),
  DENIED_SUBJECT(Level.DEAD, "a statement that denies wins over all that allow"),
  COVERED_SUBJECT(Level.DEAD, "taking it off does not lock it out, since a pattern lets it in too"),
  LETS_NOBODY_IN(Level.DEAD, "it looks like a way in and is none"),
  MALFORMED_STATEMENT(Level.DEAD, "IAM does not take such a statement"),
  TOO_LONG(
      Level.DEAD, "IAM takes 2,048 characters without white space, where the quota is not raised");

  private final Level level;
  private final String why;

  FindingCode(Level level, String why) {
    this.level = level;
    this.why = why;
  }

  /// @throws ProblemException malformed, with all that there are
  public static FindingCode parse(String word) {
    return Arrays.stream(values())
        .filter(code -> code.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            ProblemException.malformed(
                "unknown-finding",
                "\"" + word + "\" is not the code of a finding",
                "one of "
                    + Arrays.stream(values())
                        .map(FindingCode::word)
                        .collect(Collectors.joining(", "))));
  }

  /// The word that stands for it, in kebab-case.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Level level() {
    return level;
  }

  /// Why it matters, in one line.
  public String why() {
    return why;
  }
}
