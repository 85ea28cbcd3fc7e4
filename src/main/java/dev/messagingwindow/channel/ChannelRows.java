package dev.messagingwindow.channel;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ChannelRows extends JpaRepository<ChannelRow, UUID> {

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("from ChannelRow where channelId = :channelId")
  Optional<ChannelRow> lock(UUID channelId);

  @Query(
      """
      from ChannelRow
      where channelId > :after and (:accountId is null or accountId = :accountId)
        and (:everything = true or channelId in :reach)
      order by channelId
      """)
  List<ChannelRow> page(
      UUID after,
      @Nullable String accountId,
      boolean everything,
      Collection<UUID> reach,
      Limit limit);

  @Query("from ChannelRow where connection = CONNECTED order by channelId")
  List<ChannelRow> connected();

  @Query(
      """
      select channelId from ChannelRow
      where connection = CONNECTED and (tokenCheckDueAt is null or tokenCheckDueAt <= :now)
      order by channelId
      """)
  List<UUID> withTokenCheckDue(Instant now);

  @Query("select channelId from ChannelRow where tokenKeyId <> :keyId")
  List<UUID> withTokenUnderOtherKeyThan(String keyId);

  @Query(
      """
      select count(*) > 0 from ChannelRow
      where channelId <> :channelId and connection <> DISCONNECTED
        and (pageId = :node or (pageId is null and accountId = :node))
      """)
  boolean anotherUses(UUID channelId, String node);
}
