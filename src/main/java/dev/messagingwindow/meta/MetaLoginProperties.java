package dev.messagingwindow.meta;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How people log in at Meta.
///
/// @param facebookDialogUrl where Facebook's login dialog is; default https://www.facebook.com
/// @param instagramDialogUrl where Instagram's authorization window is; default
///   https://www.instagram.com
/// @param instagramTokenUrl where Instagram exchanges codes; default https://api.instagram.com
/// @param instagramAppId the Instagram app's own id, from "API setup with Instagram login" in the
///   App Dashboard; needed only for Instagram Login
/// @param facebookConfigId a configuration of Facebook Login for Business, which then takes the
///   place of the scopes; default none
/// @param facebookPkce whether Facebook Login carries PKCE (RFC 7636); default true
/// @param extraScopes asked for besides those that messaging needs; default none
@ConfigurationProperties("messaging.meta.login")
record MetaLoginProperties(
    @DefaultValue("https://www.facebook.com") URI facebookDialogUrl,
    @DefaultValue("https://www.instagram.com") URI instagramDialogUrl,
    @DefaultValue("https://api.instagram.com") URI instagramTokenUrl,
    @Nullable String instagramAppId,
    @Nullable String facebookConfigId,
    @DefaultValue("true") boolean facebookPkce,
    @DefaultValue List<String> extraScopes) {

  MetaLoginProperties {
    extraScopes = List.copyOf(extraScopes);
    // compose files hand on unset variables as blank ones
    instagramAppId = instagramAppId == null || instagramAppId.isBlank() ? null : instagramAppId;
    facebookConfigId =
        facebookConfigId == null || facebookConfigId.isBlank() ? null : facebookConfigId;
  }
}
