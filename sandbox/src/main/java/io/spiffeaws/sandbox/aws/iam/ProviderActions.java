package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.oidc.IssuerCertificates;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.OidcProvider;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.aws.wire.QueryAction;
import io.spiffeaws.sandbox.aws.wire.QueryCall;
import io.spiffeaws.sandbox.aws.wire.Validation;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.Lock;

/// The actions on OIDC providers.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
record ProviderActions(
    Account account,
    IssuerDocuments issuers,
    IssuerCertificates certificates,
    Clock clock,
    Lock lock) {
  Map<String, QueryAction> actions() {
    return Map.of(
        "GetOpenIDConnectProvider", this::get,
        "ListOpenIDConnectProviders", this::list,
        "DeleteOpenIDConnectProvider", this::delete,
        "AddClientIDToOpenIDConnectProvider", this::addClientId,
        "RemoveClientIDFromOpenIDConnectProvider", this::removeClientId,
        "UpdateOpenIDConnectProviderThumbprint", this::updateThumbprint,
        "TagOpenIDConnectProvider", this::tag,
        "UntagOpenIDConnectProvider", this::untag,
        "ListOpenIDConnectProviderTags", this::listTags);
  }

  /// Acquires the lock itself, because it contacts the issuer first.
  void create(QueryCall call, Xml result) {
    var parameters = call.parameters();
    var url = ProviderUrl.check(parameters.required("Url"));
    var clientIds = parameters.list("ClientIDList");
    clientIds.forEach(ProviderActions::checkClientId);
    var thumbprints = thumbprints(parameters);
    var tags = Tags.read(parameters);
    var provider =
        new OidcProvider(
            account.iamArn("oidc-provider/" + url),
            url,
            clientIds.stream().distinct().toList(),
            thumbprints,
            clock.instant(),
            tags);
    checkNew(provider);
    var connected = connect(provider);
    lock.lock();
    try {
      checkNew(provider);
      account.put(connected);
    } finally {
      lock.unlock();
    }
    result.text("OpenIDConnectProviderArn", provider.arn());
    Tags.write(result, tags.entrySet());
  }

  private void checkNew(OidcProvider provider) {
    if (account.provider(provider.arn()).isPresent()) {
      throw IamErrors.exists("Provider with url %s already exists.".formatted(provider.issuer()));
    }
    if (account.providers().size() >= Quotas.PROVIDERS) {
      throw IamErrors.quota("OpenIDConnectProvidersPerAccount", Quotas.PROVIDERS);
    }
    if (provider.clientIds().size() > Quotas.CLIENT_IDS) {
      throw IamErrors.quota("ClientIdsPerOpenIdConnectProvider", Quotas.CLIENT_IDS);
    }
  }

  /// Returns the provider with the thumbprint of the issuer's server, if the request gave none.
  private OidcProvider connect(OidcProvider provider) {
    try {
      var keys = issuers.discovery(provider.issuer()).jwksUri();
      return provider.thumbprints().isEmpty()
          ? provider.withThumbprints(List.of(certificates.thumbprint(keys)))
          : provider;
    } catch (ProblemException e) {
      throw new AwsError(
          400,
          "OpenIdIdpCommunicationError",
          "Please check .well-known/openid-configuration of provider: %s is valid."
              .formatted(provider.issuer()));
    }
  }

  private void get(QueryCall call, Xml result) {
    var provider = provider(call);
    result
        .text("Url", provider.url())
        .texts("ClientIDList", provider.clientIds())
        .texts("ThumbprintList", provider.thumbprints())
        .text("CreateDate", Timestamps.of(provider.created()));
    Tags.write(result, provider.tags().entrySet());
  }

  private void list(QueryCall call, Xml result) {
    result.list(
        "OpenIDConnectProviderList",
        account.providers(),
        provider -> result.text("Arn", provider.arn()));
  }

  /// Deletes a provider. As in IAM, a provider that does not exist is not an error.
  private void delete(QueryCall call, Xml result) {
    account.removeProvider(arn(call));
  }

  private void addClientId(QueryCall call, Xml result) {
    var provider = provider(call);
    var clientId = call.parameters().required("ClientID");
    checkClientId(clientId);
    if (!provider.clientIds().contains(clientId)) {
      if (provider.clientIds().size() >= Quotas.CLIENT_IDS) {
        throw IamErrors.quota("ClientIdsPerOpenIdConnectProvider", Quotas.CLIENT_IDS);
      }
      var more = new ArrayList<>(provider.clientIds());
      more.add(clientId);
      account.put(provider.withClientIds(more));
    }
  }

  private void removeClientId(QueryCall call, Xml result) {
    var provider = provider(call);
    var clientId = call.parameters().required("ClientID");
    checkClientId(clientId);
    account.put(
        provider.withClientIds(
            provider.clientIds().stream().filter(id -> !id.equals(clientId)).toList()));
  }

  private void updateThumbprint(QueryCall call, Xml result) {
    var provider = provider(call);
    var thumbprints = thumbprints(call.parameters());
    if (thumbprints.isEmpty()) {
      throw IamErrors.invalidInput("Thumbprint list must contain at least one entry.");
    }
    account.put(provider.withThumbprints(thumbprints));
  }

  private void tag(QueryCall call, Xml result) {
    var provider = provider(call);
    account.put(provider.withTags(Tags.merge(provider.tags(), call.parameters())));
  }

  private void untag(QueryCall call, Xml result) {
    var provider = provider(call);
    account.put(provider.withTags(Tags.remove(provider.tags(), call.parameters())));
  }

  private void listTags(QueryCall call, Xml result) {
    Tags.writePage(result, provider(call).tags(), call.parameters());
  }

  private OidcProvider provider(QueryCall call) {
    var arn = arn(call);
    return account.provider(arn).orElseThrow(() -> IamErrors.noSuchProvider(arn));
  }

  private static String arn(QueryCall call) {
    var arn = call.parameters().required("OpenIDConnectProviderArn");
    new Validation().length("openIDConnectProviderArn", arn, 20, 2048).finish();
    var parts = arn.split(":", 6);
    if (parts.length != 6 || !arn.startsWith("arn:aws:iam::")) {
      throw AwsError.validation("Invalid ARN: " + arn);
    }
    if (!parts[5].startsWith("oidc-provider/")) {
      throw AwsError.validation("Invalid resource type in ARN");
    }
    return arn;
  }

  private static void checkClientId(String clientId) {
    new Validation().length("clientID", clientId, 1, 255).finish();
  }

  private static List<String> thumbprints(Parameters parameters) {
    var thumbprints = parameters.list("ThumbprintList");
    if (thumbprints.size() > Quotas.THUMBPRINTS) {
      throw IamErrors.invalidInput(
          "Thumbprint list must contain fewer than %d entries.".formatted(Quotas.THUMBPRINTS));
    }
    thumbprints.forEach(
        thumbprint -> new Validation().length("thumbprintList", thumbprint, 40, 40).finish());
    return thumbprints.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
  }
}
