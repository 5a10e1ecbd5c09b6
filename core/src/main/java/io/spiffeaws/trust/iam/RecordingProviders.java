package io.spiffeaws.trust.iam;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// [OidcProviders] that record completed writes.
public final class RecordingProviders implements OidcProviders {
  private final OidcProviders providers;
  private final CompletedWrites writes;

  public RecordingProviders(OidcProviders providers, CompletedWrites writes) {
    this.providers = providers;
    this.writes = writes;
  }

  @Override
  public List<ProviderArn> list() {
    return providers.list();
  }

  @Override
  public Optional<OidcProvider> find(ProviderArn arn) {
    return providers.find(arn);
  }

  @Override
  public ProviderArn create(
      IssuerUrl issuer,
      List<String> audiences,
      List<String> thumbprints,
      Map<String, String> tags) {
    var arn = providers.create(issuer, audiences, thumbprints, tags);
    writes.add("the provider was created");
    return arn;
  }

  @Override
  public void addAudience(ProviderArn arn, String audience) {
    providers.addAudience(arn, audience);
    writes.add("the audience %s was added".formatted(audience));
  }

  @Override
  public void removeAudience(ProviderArn arn, String audience) {
    providers.removeAudience(arn, audience);
    writes.add("the audience %s was removed".formatted(audience));
  }

  @Override
  public void replaceThumbprints(ProviderArn arn, List<String> thumbprints) {
    providers.replaceThumbprints(arn, thumbprints);
    writes.add("its thumbprints were set");
  }

  @Override
  public void tag(ProviderArn arn, Map<String, String> tags) {
    providers.tag(arn, tags);
    writes.add("its tags were set");
  }

  @Override
  public void untag(ProviderArn arn, Set<String> keys) {
    providers.untag(arn, keys);
    writes.add("some of its tags were removed");
  }

  @Override
  public void delete(ProviderArn arn) {
    providers.delete(arn);
    writes.add("the provider was deleted");
  }
}
