package io.spiffeaws.trust.iam;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/// [OidcProviders] with AWS SDK v2. Thread-safe.
public final class SdkOidcProviders implements OidcProviders {
  private final IamClient iam;

  public SdkOidcProviders(IamClient iam) {
    this.iam = iam;
  }

  @Override
  public List<ProviderArn> list() {
    return SdkIamProblems.call(
            "ListOpenIDConnectProviders",
            "the OIDC providers",
            () -> iam.listOpenIDConnectProviders().openIDConnectProviderList())
        .stream()
        .flatMap(entry -> ProviderArn.find(SdkIamProblems.given(entry.arn())).stream())
        .toList();
  }

  @Override
  public Optional<OidcProvider> find(ProviderArn arn) {
    return SdkIamProblems.find(
            "GetOpenIDConnectProvider",
            what(arn),
            () -> iam.getOpenIDConnectProvider(r -> r.openIDConnectProviderArn(arn.text())))
        .map(answer ->
            new OidcProvider(
                arn, answer.clientIDList(), answer.thumbprintList(), tags(answer.tags())));
  }

  /// Returns the tags of a response, by key.
  public static Map<String, String> tags(List<Tag> tags) {
    var byKey = new LinkedHashMap<String, String>();
    tags.forEach(
        tag -> byKey.put(SdkIamProblems.given(tag.key()), SdkIamProblems.given(tag.value())));
    return byKey;
  }

  @Override
  public ProviderArn create(
      IssuerUrl issuer,
      List<String> audiences,
      List<String> thumbprints,
      Map<String, String> tags) {
    return SdkIamProblems.call(
        "CreateOpenIDConnectProvider",
        "the OIDC provider of " + issuer,
        () ->
            new ProviderArn(
                iam.createOpenIDConnectProvider(
                        r -> {
                          r.url(issuer.text()).clientIDList(audiences);
                          if (!thumbprints.isEmpty()) {
                            r.thumbprintList(thumbprints);
                          }
                          if (!tags.isEmpty()) {
                            r.tags(sdkTags(tags));
                          }
                        })
                    .openIDConnectProviderArn()));
  }

  @Override
  public void addAudience(ProviderArn arn, String audience) {
    SdkIamProblems.call(
        "AddClientIDToOpenIDConnectProvider",
        what(arn),
        () ->
            iam.addClientIDToOpenIDConnectProvider(
                r -> r.openIDConnectProviderArn(arn.text()).clientID(audience)));
  }

  @Override
  public void removeAudience(ProviderArn arn, String audience) {
    SdkIamProblems.call(
        "RemoveClientIDFromOpenIDConnectProvider",
        what(arn),
        () ->
            iam.removeClientIDFromOpenIDConnectProvider(
                r -> r.openIDConnectProviderArn(arn.text()).clientID(audience)));
  }

  @Override
  public void replaceThumbprints(ProviderArn arn, List<String> thumbprints) {
    SdkIamProblems.call(
        "UpdateOpenIDConnectProviderThumbprint",
        what(arn),
        () ->
            iam.updateOpenIDConnectProviderThumbprint(
                r -> r.openIDConnectProviderArn(arn.text()).thumbprintList(thumbprints)));
  }

  @Override
  public void tag(ProviderArn arn, Map<String, String> tags) {
    SdkIamProblems.call(
        "TagOpenIDConnectProvider",
        what(arn),
        () ->
            iam.tagOpenIDConnectProvider(
                r -> r.openIDConnectProviderArn(arn.text()).tags(sdkTags(tags))));
  }

  @Override
  public void untag(ProviderArn arn, Set<String> keys) {
    SdkIamProblems.call(
        "UntagOpenIDConnectProvider",
        what(arn),
        () ->
            iam.untagOpenIDConnectProvider(
                r -> r.openIDConnectProviderArn(arn.text()).tagKeys(keys)));
  }

  @Override
  public void delete(ProviderArn arn) {
    var _ =
        SdkIamProblems.find(
            "DeleteOpenIDConnectProvider",
            what(arn),
            () -> iam.deleteOpenIDConnectProvider(r -> r.openIDConnectProviderArn(arn.text())));
  }

  public static List<Tag> sdkTags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static String what(ProviderArn arn) {
    return "the OIDC provider of " + arn.url();
  }
}
