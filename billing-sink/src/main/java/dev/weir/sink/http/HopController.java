package dev.weir.sink.http;

import dev.weir.accounting.AccountKey;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.problem.Problem;
import dev.weir.sink.check.Reconcile;
import dev.weir.sink.check.Report;
import dev.weir.sink.hop.HopClient;
import dev.weir.sink.hop.HopSignature;
import dev.weir.sink.view.Views;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The far end of a hop: answers from this instance's own stores or says that it cannot. To anyone
 * but another instance there is nothing here.
 */
@RestController
public final class HopController {
  private final HopSignature signature;
  private final Views views;
  private final Reconcile reconcile;

  public HopController(HopSignature signature, Views views, Reconcile reconcile) {
    this.signature = signature;
    this.views = views;
    this.reconcile = reconcile;
  }

  @Access(Right.PUBLIC)
  @GetMapping(HopClient.VIEW)
  public ResponseEntity<byte[]> view(Call call) {
    requireInstance(call);
    AccountKey account =
        call.query("account")
            .map(AccountKey::parse)
            .orElseThrow(() -> Problem.malformed("query_invalid", "account is missing."));
    byte[] view = views.ownBytes(account);
    return view == null
        ? ResponseEntity.noContent().build()
        : ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM).body(view);
  }

  @Access(Right.PUBLIC)
  @GetMapping(HopClient.RECONCILE)
  public Report reconcile(Call call) {
    requireInstance(call);
    return reconcile.here();
  }

  private void requireInstance(Call call) {
    if (!signature.holds(
        call.header(HopSignature.HEADER).orElse(null), call.raw().pathWithQuery())) {
      throw Problem.notFound("not_found", "There is nothing here.");
    }
  }
}
