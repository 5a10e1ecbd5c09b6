package io.spiffeaws.trust.issuer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Known issuers other than SPIRE: one table for `trust lint`, `trust check` and the sandbox's STS.
///
/// - Condition keys: IAM User Guide, "IAM and AWS STS condition context keys", section "Available
///   keys for AWS OIDC federation", and Service Authorization Reference, "Actions, resources, and
///   condition keys for AWS Security Token Service" (since January 2026: AWS What's New, "AWS STS
///   supports validation of identity provider claims").
/// - Required keys: IAM User Guide, "Identity-provider controls for shared OIDC providers".
/// - Forms of subjects: each issuer's page on OpenID Connect; GitHub's is "OpenID Connect
///   reference".
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
public enum KnownIssuer {
  GITHUB_ACTIONS(
      "GitHub Actions",
      "token\\.actions\\.githubusercontent\\.com",
      Rows.GITHUB_KEYS,
      Rows.GITHUB_OWNERS,
      Rows.SUBJECT,
      Rows.GITHUB_FORMS),
  GITHUB_ENTERPRISE(
      "GitHub Actions of an enterprise",
      "token\\.actions\\.githubusercontent\\.com/.+|token\\.actions\\.[^/]+\\.ghe\\.com"
          + "|github\\.com/enterprises/[^/]+",
      Rows.GITHUB_KEYS,
      Rows.GITHUB_OWNERS,
      "",
      Rows.GITHUB_FORMS),
  GITHUB_VSTOKEN("GitHub vstoken", "vstoken\\.actions\\.githubusercontent\\.com", Rows.SUBJECT),
  GITHUB_AUDIT_LOG(
      "GitHub audit log streaming",
      "oidc-configuration\\.audit-log\\.githubusercontent\\.com",
      Rows.SUBJECT,
      "https://github.com/*"),
  GITLAB(
      "GitLab",
      "gitlab\\.com",
      List.of(
          "namespace_id",
          "pipeline_source",
          "project_id",
          "ref_protected",
          "runner_environment",
          "user_access_level",
          "user_email",
          "user_id",
          "user_login"),
      Set.of("namespace_id", "project_id"),
      Rows.SUBJECT,
      List.of("project_path:*/*:ref_type:*:ref:*")),
  BUILDKITE(
      "Buildkite",
      "agent\\.buildkite\\.com",
      List.of(
          "build_branch",
          "cluster_id",
          "cluster_name",
          "organization_id",
          "organization_slug",
          "pipeline_id",
          "pipeline_slug"),
      Set.of("cluster_id", "organization_id", "organization_slug", "pipeline_id"),
      Rows.SUBJECT,
      List.of("organization:*:pipeline:*:ref:*:commit:*:step:*")),
  CIRCLECI(
      "CircleCI",
      "oidc\\.circleci\\.com/org/([^/]+)",
      List.of("oidc.circleci.com/project-id"),
      Set.of("oidc.circleci.com/project-id"),
      "",
      List.of("org/{}/project/*/user/*")),
  GOOGLE(
      "Google",
      "accounts\\.google\\.com",
      List.of("google/organization_number"),
      Set.of("google/organization_number"),
      "",
      List.of()),
  ORACLE_CLOUD(
      "Oracle Cloud Infrastructure",
      "idcs-[^/]+\\.identity\\.oraclecloud\\.com",
      List.of("rpst_id"),
      Set.of("rpst_id"),
      "",
      List.of()),
  HCP_TERRAFORM(
      "HCP Terraform",
      "app\\.terraform\\.io",
      Rows.SUBJECT,
      "organization:*:project:*:workspace:*:run_phase:*",
      "organization:*:workspace:*:run_phase:*"),
  SCALR("Scalr", "scalr\\.io", Rows.SUBJECT, "account:*:environment:*:workspace:*"),
  CODEFRESH("Codefresh", "oidc\\.codefresh\\.io", Rows.SUBJECT, "account:*:pipeline:*"),
  DVC_STUDIO("DVC Studio", "studio\\.datachain\\.ai/api", Rows.SUBJECT),
  SHISHO_CLOUD("Shisho Cloud", "tokens\\.cloud\\.shisho\\.dev", Rows.SUBJECT),
  UPBOUND("Upbound", "proidc\\.upbound\\.io", Rows.SUBJECT, "mcp:*/*:provider:*"),
  TURBONOMIC(
      "IBM Turbonomic",
      "oidc\\.op1\\.openshiftapps\\.com/2f785sojlpb85i7402pk3qogugim5nfb",
      Rows.SUBJECT),
  PULUMI_CLOUD(
      "Pulumi Cloud",
      "api\\.pulumi\\.com/oidc",
      Rows.AUDIENCE,
      "pulumi:deploy:org:*:project:*:stack:*",
      "pulumi:environments:org:*:*"),
  SANDBOXES_CLOUD("sandboxes.cloud", "sandboxes\\.cloud", Rows.AUDIENCE),
  VERCEL("Vercel", "oidc\\.vercel\\.com", Rows.AUDIENCE, Rows.VERCEL_FORM),
  VERCEL_TEAM("Vercel of a team", "oidc\\.vercel\\.com/.+", "", Rows.VERCEL_FORM),
  COGNITO("Amazon Cognito", "cognito-identity\\.amazonaws\\.com", Rows.AUDIENCE),
  AZURE_SENTINEL(
      "Azure Sentinel",
      "sts\\.windows\\.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/?",
      "sts:RoleSessionName"),
  AZURE_PIPELINES("Azure Pipelines", "vstoken\\.dev\\.azure\\.com(/.+)?", "", "sc://*/*/*"),
  BITBUCKET("Bitbucket Pipelines", "api\\.bitbucket\\.org(/.+)?", ""),
  EKS("Amazon EKS", "oidc\\.eks\\..+", "", "system:serviceaccount:*:*");

  /// Forms of self-hosted servers: GitLab, GitHub Enterprise, Kubernetes and others.
  private static final List<String> SELF_HOSTED_FORMS =
      List.of("org:*:*", "pipeline:*", "sc:*", "org/*");

  private final String title;
  private final Pattern hostPath;
  private final List<String> keys;
  private final Set<String> owners;
  private final String required;
  private final List<String> forms;

  KnownIssuer(
      String title,
      String hostPath,
      List<String> keys,
      Set<String> owners,
      String required,
      List<String> forms) {
    this.title = title;
    this.hostPath = Pattern.compile(hostPath);
    this.keys = keys;
    this.owners = owners;
    this.required = required;
    this.forms = forms;
  }

  KnownIssuer(String title, String hostPath, String required, String... forms) {
    this(title, hostPath, List.of(), Set.of(), required, List.of(forms));
  }

  /// Values that several rows share.
  private static final class Rows {
    static final String SUBJECT = "sub";
    static final String AUDIENCE = "aud";
    static final String VERCEL_FORM = "owner:*:project:*:environment:*";
    static final List<String> GITHUB_KEYS =
        List.of(
            "actor",
            "actor_id",
            "enterprise_id",
            "environment",
            "job_workflow_ref",
            "ref",
            "repository",
            "repository_id",
            "repository_owner_id",
            "workflow");
    static final Set<String> GITHUB_OWNERS =
        Set.of("enterprise_id", "repository", "repository_id", "repository_owner_id");
    static final List<String> GITHUB_FORMS =
        List.of(
            "repo:*/*:*",
            "repository:*/*",
            "repository_owner:*",
            "repository_owner_id:*",
            "repository_id:*");
  }

  /// Returns the issuer of an address, or empty if it is not in the table.
  ///
  /// @param hostPath the issuer without `https://`
  public static Optional<KnownIssuer> of(String hostPath) {
    return Arrays.stream(values())
        .filter(issuer -> issuer.hostPath.matcher(hostPath).matches())
        .findFirst();
  }

  /// Returns the forms of an issuer's subjects, with `*` for the parts that vary. If the issuer is
  /// not in the table, returns all known forms: GitLab and Kubernetes run at any address.
  public static List<SubjectForm> forms(String hostPath) {
    return of(hostPath)
        .map(issuer -> issuer.ownForms(hostPath))
        .orElseGet(() ->
            Stream.concat(
                    Arrays.stream(values()).flatMap(issuer -> issuer.forms.stream()),
                    SELF_HOSTED_FORMS.stream())
                .map(form -> new SubjectForm(form.replace("{}", "*")))
                .distinct()
                .toList());
  }

  private List<SubjectForm> ownForms(String address) {
    var matched = hostPath.matcher(address);
    var part = matched.matches() && matched.groupCount() > 0 ? matched.group(1) : null;
    return forms.stream()
        .map(form -> new SubjectForm(form.replace("{}", part == null ? "*" : part)))
        .toList();
  }

  /// The name that the issuer's operator uses.
  public String title() {
    return title;
  }

  /// The condition keys that STS documents for the issuer, without the issuer's prefix. The keys of
  /// every issuer are in [TokenClaims#STANDARD_KEYS].
  public List<String> keys() {
    return keys;
  }

  /// Whether STS documents a key for the issuer.
  ///
  /// @param key without the issuer's prefix, in any letter case
  public boolean documents(String key) {
    var name = key.toLowerCase(Locale.ROOT);
    return keys.contains(name) || TokenClaims.STANDARD_KEYS.contains(name);
  }

  /// Whether a condition on a key restricts the tokens to those of one owner, as a condition on the
  /// subject does.
  ///
  /// @param key without the issuer's prefix, in any letter case
  public boolean namesOwner(String key) {
    return owners.contains(key.toLowerCase(Locale.ROOT));
  }

  /// Returns the full condition key that IAM requires in a trust policy, or empty if it requires
  /// none.
  ///
  /// @param address the issuer without `https://`
  public Optional<String> requiredKey(String address) {
    return required.isEmpty()
        ? Optional.empty()
        : Optional.of(required.contains(":") ? required : address + ":" + required);
  }
}
