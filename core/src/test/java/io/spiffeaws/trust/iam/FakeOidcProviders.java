package io.spiffeaws.trust.iam;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// [OidcProviders] in memory that record every write.
public final class FakeOidcProviders implements OidcProviders {
  public final Map<ProviderArn, OidcProvider> providers = new LinkedHashMap<>();
  public final List<String> writes = new ArrayList<>();

  /// Whether creating a provider requires thumbprints.
  public boolean thumbprintRequired;

  /// The error of reading a provider; null for none.
  public @Nullable ProblemException unreadable;

  public FakeOidcProviders with(String url, List<String> audiences, List<String> thumbprints) {
    var arn = ProviderArn.of("aws", "123456789012", IssuerUrl.parse(url));
    providers.put(arn, new OidcProvider(arn, audiences, thumbprints, Map.of()));
    return this;
  }

  @Override
  public List<ProviderArn> list() {
    return List.copyOf(providers.keySet());
  }

  @Override
  public Optional<OidcProvider> find(ProviderArn arn) {
    if (unreadable != null) {
      throw unreadable;
    }
    return Optional.ofNullable(providers.get(arn));
  }

  @Override
  public ProviderArn create(
      IssuerUrl issuer,
      List<String> audiences,
      List<String> thumbprints,
      Map<String, String> tags) {
    if (thumbprintRequired && thumbprints.isEmpty()) {
      throw ProblemException.refused(THUMBPRINT_REQUIRED, "", "");
    }
    writes.add("create " + issuer);
    var arn = ProviderArn.of("aws", "123456789012", issuer);
    providers.put(arn, new OidcProvider(arn, audiences, thumbprints, tags));
    return arn;
  }

  @Override
  public void addAudience(ProviderArn arn, String audience) {
    writes.add("add " + audience);
    var audiences = new ArrayList<>(get(arn).audiences());
    audiences.add(audience);
    replace(arn, audiences, get(arn).thumbprints(), get(arn).tags());
  }

  @Override
  public void removeAudience(ProviderArn arn, String audience) {
    writes.add("remove " + audience);
    var audiences = new ArrayList<>(get(arn).audiences());
    audiences.remove(audience);
    replace(arn, audiences, get(arn).thumbprints(), get(arn).tags());
  }

  @Override
  public void replaceThumbprints(ProviderArn arn, List<String> thumbprints) {
    writes.add("thumbprints " + thumbprints.size());
    replace(arn, get(arn).audiences(), thumbprints, get(arn).tags());
  }

  @Override
  public void tag(ProviderArn arn, Map<String, String> tags) {
    writes.add("tag");
    var all = new LinkedHashMap<>(get(arn).tags());
    all.putAll(tags);
    replace(arn, get(arn).audiences(), get(arn).thumbprints(), all);
  }

  @Override
  public void untag(ProviderArn arn, Set<String> keys) {
    writes.add("untag");
    var left = new LinkedHashMap<>(get(arn).tags());
    left.keySet().removeAll(keys);
    replace(arn, get(arn).audiences(), get(arn).thumbprints(), left);
  }

  @Override
  public void delete(ProviderArn arn) {
    writes.add("delete " + arn.url());
    providers.remove(arn);
  }

  private OidcProvider get(ProviderArn arn) {
    return find(arn).orElseThrow();
  }

  private void replace(
      ProviderArn arn, List<String> audiences, List<String> thumbprints, Map<String, String> tags) {
    providers.put(arn, new OidcProvider(arn, audiences, thumbprints, tags));
  }
}
