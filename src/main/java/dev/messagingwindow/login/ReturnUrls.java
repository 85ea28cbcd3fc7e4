package dev.messagingwindow.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a login may lead to in the end. An address that somebody else could choose would send our
/// callers anywhere, with the login's state.
record ReturnUrls(List<URI> allowed) {

  private static final int MAX_LENGTH = 2_000;

  /// A dot or slash in disguise could climb out of the path that was compared.
  private static final Pattern DISGUISED = Pattern.compile("%(2e|2f|5c)", Pattern.CASE_INSENSITIVE);

  ReturnUrls {
    allowed = List.copyOf(allowed);
  }

  /// The same address, when its origin is one that is allowed and its path is that one's or lies
  /// below it; empty otherwise.
  Optional<URI> allow(String url) {
    if (url.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      var asked = new URI(url);
      return isWhole(asked) && allowed.stream().anyMatch(one -> leadsInto(one, asked))
          ? Optional.of(asked)
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /// An HTTP address that means the same to every reader: nobody's name in it, no fragment, no
  /// detours in its path.
  static boolean isWhole(URI url) {
    var scheme = url.getScheme();
    return scheme != null
        && (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null
        && url.normalize().getRawPath().equals(url.getRawPath())
        && !DISGUISED.matcher(url.getRawPath()).find()
        && url.getRawPath().indexOf(';') < 0;
  }

  private static boolean leadsInto(URI allowed, URI asked) {
    return origin(allowed).equals(origin(asked)) && isBelow(path(allowed), path(asked));
  }

  private static boolean isBelow(String allowed, String asked) {
    return asked.equals(allowed)
        || asked.startsWith(allowed.endsWith("/") ? allowed : allowed + "/");
  }

  private static String path(URI url) {
    return url.getRawPath().isEmpty() ? "/" : url.getRawPath();
  }

  private static String origin(URI url) {
    var scheme = url.getScheme().toLowerCase(Locale.ROOT);
    var port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
