package dev.jackdaw.models;

import java.util.ArrayList;
import java.util.List;

/** Lists the models that can be named: those of the facts, and those that own servers offer. */
final class Catalogue {
  private final Endpoints endpoints;
  private final ModelFacts facts;

  Catalogue(Endpoints endpoints, ModelFacts facts) {
    this.endpoints = endpoints;
    this.facts = facts;
  }

  /** Returns the models of the facts, in the order of the providers. */
  List<ModelListing> known() {
    var listings = new ArrayList<ModelListing>();
    for (var provider : Provider.ALL) {
      if (!provider.name().equals(provider.facts())) continue;
      for (var name : facts.listed(provider.facts())) {
        listings.add(listing(provider, name, false));
      }
    }
    return listings;
  }

  /** Returns the models that servers of the user's own offer. */
  List<ModelListing> offered(List<LocalServers.Found> found) {
    var listings = new ArrayList<ModelListing>();
    for (var server : found) {
      for (var name : server.models()) listings.add(listing(server.provider(), name, true));
    }
    return listings;
  }

  private ModelListing listing(Provider provider, String name, boolean offered) {
    return new ModelListing(
        facts.info(provider.facts(), name),
        endpoints.key(provider),
        provider.keyVariable(),
        facts.aliasesOf(provider.facts() + "/" + name),
        facts.defaultModel(provider.name()).filter(name::equals).isPresent(),
        facts.smallModel(provider.name()).filter(name::equals).isPresent(),
        offered);
  }
}
