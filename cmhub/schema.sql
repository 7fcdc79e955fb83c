-- {"migrations": {"account.0001_initial": "6f27ff6bdf57521a6561e0c606ee3278d2b6dac7eb068dbe1cdd07cd3f9eb6bf", "account.0002_email_max_length": "c956ab7a3c3660a14b162e9e87dbc57851262ef4d3a895597eebc4eded595fc1", "account.0003_alter_emailaddress_create_unique_verified_email": "66b6f1939621bcfa44a5bfe2ae2df312918fd33b2031b154acfed1f4f6be4d10", "account.0004_alter_emailaddress_drop_unique_email": "ebc6317e90c47d7a8f31fa348f1513f2b9bcda8bed3b0de9811df3bb75c39ef1", "account.0005_emailaddress_idx_upper_email": "e7569f1662da1754fad09b5f65f439123effc85fc0b24c15ff881bcbf2aa42cb", "account.0006_emailaddress_lower": "54adb08cb3fba66b1b2eed10c4a9d7037ae40d778fe5df40628ef3639f4f4fe4", "account.0007_emailaddress_idx_email": "87fad70bfde8ae295155fcaac942a260164bee3a04f33fd00a70bf2351aef951", "account.0008_emailaddress_unique_primary_email_fixup": "794bf875bdbef9c47e9ccc736cb01711d84657381219f6af6c98a3829e2d6b7f", "account.0009_emailaddress_unique_primary_email": "79762cfa7b1e1d7c58be5061a6c032594f7d5e5f8c7288d64146e85cc0bfbd06", "accounts.0001_who_and_where": "159e3b5f220a5b5471630b8b56be23d277832be3db35ec7804d8b713d2b80bc2", "accounts.0002_record_from_where": "21eedd35240126bd10cb39e7fa3b8843b908f6ff9fa55dcd3363cbfbf3a078b1", "accounts.0003_invitations_and_leaving": "693666bc4a85bbb004b1046ff3a2af657bc13cc00b357ad4fc50777ddcbd5c4c", "accounts.0004_houses_and_roles": "07abd0b0cba71f5f1b460bf4b832902cd2e812c19e9467dc939ca39449101692", "accounts.0005_directory": "9dae004ada37c58605e02e57e4c65874ecd851d304ea7ee87e7de83a1b54e05d", "accounts.0006_skills_and_employment": "40a8b9ba66896ffb33e8dfa84cb9dd0660d38ee9f73b34ac70de172c450a61f1", "accounts.0007_invitations_onto_brands": "817c5d28741d60da7e2f569f14f72ff198b3b37e15769865ceb7af3d73732769", "accounts.0008_notifications_and_exceptional_days": "4660fcf18fc56694e5bdd4b2c222f5e6d03b0a8533325c657b81df8381981078", "accounts.0009_undelivered_pushes": "29912cca0b9ffd3154c7c771331c26257140686ed0171e5eb0ec167c878205cd", "annotations.0001_annotations": "254c676257e1a1e4bdb42d9348eefcba966acedc61e38809b187607b791c2a87", "api.0001_tokens_and_webhooks": "c2a2eb603f32c4799efe638927365013fc1365dc0b1445a2ac77d1301c6c663a", "api.0002_escalations_go_on": "63617b81468a9084001eefe3b6f133636a9faa3e4dd6f1ae181baa5839799261", "api.0003_failed_deliveries": "64df8cb7196e7f5419a2ecaf6bb7af97ded350f6a99845a1c23a170ea1edefa1", "auth.0001_initial": "845cff319606332f49ef20ce165d1a17e522c426c5e56d7616133e9e4eaba5ef", "auth.0002_alter_permission_name_max_length": "feaf97e0e8f7d148bec3db9bab2349c5e15888117c1ff2829deff63ef9e16cff", "auth.0003_alter_user_email_max_length": "9d5657b4db9872dc26c2d634c2f5911a3d69ab1d8552af4c6d633bc4001dfabf", "auth.0004_alter_user_username_opts": "9538db342c9a9bec4ca12b3137fb80772c4ea4afb861e8647a2962b1ea58344a", "auth.0005_alter_user_last_login_null": "79f60a35dc000fdd427bc05c85233ae5b9c4ada078ff0688fc9f78604bf7eaee", "auth.0006_require_contenttypes_0002": "00cb16e3405f14b62dbeffa15c68c9030291e4ddd513d733648ba460d6c5e781", "auth.0007_alter_validators_add_error_messages": "115db87dc327530fb5e1964ba3d03f9746492f90600406947be39f54f6cc042f", "auth.0008_alter_user_username_max_length": "02857f65f7d648147a5d12596b200a83e29145391d3f986ceb84b3b865a2c351", "auth.0009_alter_user_last_name_max_length": "19a89500e7f108a7397da9b1733181f92105f758663b3685b60f5c2da384d76e", "auth.0010_alter_group_name_max_length": "0963ed6498ac0b3a8430b6ca34c1b4a4b1d5f55b43d3db902f15a03ff74b14cd", "auth.0011_update_proxy_permissions": "85a5dde708dc4b6111e1bc71ce723ecfba7b1f8aedecfd130900ff7782765436", "auth.0012_alter_user_first_name_max_length": "6cefbc9f80903763ff8492a537a22836ef69f2227e19d402509b8099d2baecb0", "brands.0001_brands_and_roles": "a44761eb410d4a129f6aad8434ae2b782e600df9d291718829c8a0dd5eeb9ad6", "brands.0002_retention": "a1d4e8f6d6c1d0a2f4b802fe6aa63ab5a05efb10da0899ca1b225fead8b912b6", "brands.0003_row_security": "94c5eb3abf780b026be4abca9ee38dd88c401ffd1973ce253b99b228856e3777", "brands.0004_setup": "3b10bc9faad35b81807d8a20f75c348fcc8d520556a50ffdb906f949bd38c59f", "contenttypes.0001_initial": "35ed8489a147e0b42a15c21b5d4f0e8940de6f73fb326e9d6dea91b4d0b953cc", "contenttypes.0002_remove_content_type_name": "7d36494075750f0ed3c0f68d0cb1548eba59cc593f52f691f6cc37a043083766", "crisis.0001_crises_and_surges": "7e9b8aeef981ea9a7c18e9d35fb88f127d2deb1cc4d9289516e51336cfdb6f91", "crisis.0002_links": "cb2062e32912b1301aa8e4a23f04b1ed64eaf03d8aaeec32b9877abc31dcc092", "crisis.0003_suspended_of_itself": "db7be846f1fc3f911843a7d1668021441fb198d6fc6dbd3f644f5fb35829f4ec", "diagnoses.0001_staffing_readings": "dc440ac6b11e6ce83df30080ffb893dd593eae47602a3fa81deaf0555c59cce2", "diagnoses.0002_diagnoses_and_thresholds": "57d3e0f825550c39a5f45c29a28cc0cbca43334ef3613a6d0796f17cadebb864", "escalations.0001_rules_and_escalations": "a44df2bced185b03f08ea21edcf5676f15c53e469bec327fea1bca1663637aa9", "escalations.0002_unfinished_by_state": "7d5ecba228e62574e962365cb0e95d439d14e44c68ce3501eac1fb1368cb9bb9", "escalations.0003_why_as_facts": "b3dea4b34c199810d759b8ba8803af75acf4108aa0c50ed5163c98786c1a3acc", "escalations.0004_deputies": "db3547547e53d2b779aa9e933eafc8a6d2e66b7a5bda648651fd791fcf6619c9", "escalations.0005_the_whole_way": "6f916374591ac1b05b84e8cc58146f706ce6a5cd5c1bbb363ceab373a63a1f9d", "escalations.0006_watch_items": "867c70eed7af13812943a4c36a91357db509049b149c41bdf2952636418e1d9b", "escalations.0007_declined": "06f435e713da81f353ae6fbe80e6406cb0a9b2586641c5bd18cc89eb79cadf5d", "inbox.0001_french_search": "fbdcf38e39290edf25f7f60429b34a26c42ef2ebb10995dca3a0c60d50fe7a73", "inbox.0002_interactions": "052752fddb479622e9a2035dd377a4b09db8742e5c9aa15ebe99de38ac1b5ae9", "inbox.0003_notes_can_be_erased": "8b42c70da5cadfa3d45d7ec474ea9e780e2cb4d44055e0e920422badfd891bc2", "inbox.0004_search_in_scope": "fc8974e42e6426d04e4eb0918e54fe8c3d2bc48131c5a6eba5ebbff6c7533e0f", "inbox.0005_approvals": "a36111f266873da8ae7a8306f26c72941555a584ad75a463e65f7dd0f4a0a782", "inbox.0006_moderation": "9d10da3bf88e4fd81d9404faf74be5a2916a7199ff060d7b38dbf2ea75c00681", "inbox.0007_directions": "c7a4110c58802fbcb01eb019147d492618a60b3f80ddbbdc6b09efa9c0087aea", "inbox.0008_views": "9ca774b49213c3863bf45579d8d9ccb84a15eb39f8cea9f72139194ce0032abb", "inbox.0009_suggestions": "556d0f9aa92125d3e7835c146ff89ca5a3c6460509ccf13394fe068df6c817bb", "inbox.0010_attachments": "d5da9db863a87b82c368edc4ec2912a173035e2cb6dcc6b6cb2e33384fc3d74b", "inbox.0011_narrowed_lists": "f3dc9de4e39d18c0fd2515752f1bb3fba2443a47a091ee9fb336ea35008cdfab", "inbox.0012_members": "cde9de569f013db478191cc93e1105f8bc7f256362b3b4acb0216f94c154c907", "inbox.0013_satisfaction": "51fb0e4dcb2ac75e163e94221637f040377cdf1608137b40d53817853d678107", "metrics.0001_snapshots": "e39e919505461f408009c1f0f17aab35fd4275ef48088770aa4db5d855e73219", "metrics.0002_taking_in": "fc9820dd34824407681229ca2c4fc8a902217bec7efac3609a9ebd24ccd6d0c0", "metrics.0003_ranking": "bf184e2006ab4dfaa33a522c5ba4096d2b31af890e212abc10bd3158f531b1f3", "metrics.0004_site_funnel": "e02f17d6b3ebd256cce2c0b4ede86e2936179069ae700bc34eb2484069df0a1e", "mfa.0001_initial": "a42b6353f2ed5dd754d1a8eb76a984cac58e0e587cf3fff131711c289c8a2e20", "mfa.0002_authenticator_timestamps": "b6566eb07301e2e4042908f789c19ff1dfefb86393773d656bbaef7bbbed234e", "mfa.0003_authenticator_type_uniq": "88550a456154080cc3ecddcf8a32af3d81733bb6d56325ea67b201ee9f1ea1a2", "operations.0001_failed_tasks": "b5f725f55196b5e4062c27a7526334cd15aa58a168bb5e7a6bb0d74f5ab13e70", "protocol.0001_protocol": "a50c2981038c73f81aff289e8a304fb5e073a5108a9ff660a740256da088e2bb", "protocol.0002_search": "a9314d5300c1e6544f4ecd8fbfcda44e681781d29a32d34c3c55a376db7ebe6f", "protocol.0003_holding_texts": "2896923b3485670d1b8c9d34aa7c7863ecc85294b66b50a59b77ea0ed81717e8", "protocol.0004_uses": "9125c475bb76d4d1a601edb2c17a3b043d5fecf0d1e73c802bce2798500a7cb2", "publishing.0001_posts": "28eb855a8d55db987ef419721315dc1f956632f97280b1a780d33049426796fa", "publishing.0002_ideas": "e0913a63f07ca11fa858378b8e90938cce8eba7f08e5ca2a0935baa730698cdc", "publishing.0003_planning": "cfa8452f863f8c90d89803789d5720ca28b878ab0a2fda6a44afbd520b9c1bef", "publishing.0004_marked_days": "93417850d8ef0d68c607631351a09add3b08204b693a019fc98ee4b7d8063934", "publishing.0005_relations": "c9de93cec888bc9fe8b698a0e6382ff8203077b52734a2a43d42d60e1130a159", "publishing.0006_life": "be1a5c838edee7fcba1b099451437f1a6f25e2366c6ce3b5b4a2ff7c4892cf27", "publishing.0007_campaigns_and_tests": "a92a95beaeddefa2640365322a72b6d1658a0a78edada0e1b0154cc29a387044", "publishing.0008_editions": "089f7a5fd9a189bc8fd2fb7586d37739ec6e256829bf47951dfbfcf7aa7189ce", "sessions.0001_initial": "2aa438e2393ee5135c4dda94bfde65fd49e8300f1c3f93bed25ae3a09f2f69b9", "socialaccount.0001_initial": "3647538d149b8190b7aad79e51adb1bebc03c40513e8c24cf462f64f407d9827", "socialaccount.0002_token_max_lengths": "1f6fc8859622f5959daecc0963be2ca1b366c778dcd32270a857f2073b79bc83", "socialaccount.0003_extra_data_default_dict": "e8b6fe9e20bed06125dd4502c85ff006d8d161d94ff5102af8c82aa11c55edf5", "socialaccount.0004_app_provider_id_settings": "82163ba3cc18a1ead53ec62775f6e4e796483c07d409d14246772898b1fcaa0c", "socialaccount.0005_socialtoken_nullable_app": "f023fe1a501c3e63c259aa4a5c0a1a6936044d0b1228f3ca03f684a2dcd52a12", "socialaccount.0006_alter_socialaccount_extra_data": "d1de2c79db317f6f8f0d64875cc181e80e12c8e97376e6623abfe7dbce873642", "strategy.0001_strategies": "c0483f95fc4ad5d8d00a0efb39feb80b487ef4b483d61e28e0d21f06d93097f3", "strategy.0002_briefings": "25bd8ca02695ad6204f428dd5e66dd7369384c80610bb3dee45928facf70bcdb", "strategy.0003_page_of_a_section": "0b89a0ad7281c5ad3fe61663e58d66b19d0b86fa883fd2baffe28131654e730d", "strategy.0004_posts_approved": "924b7b211fcb0a232959adbfe7ed41e8ce89700a78fafede5872f57349f8df38", "team.0001_channels_and_assignments": "c685dabfc13c556090f0b970104fa69b0183917509e66b0b7f2ef40cab523d72", "team.0002_skills_needed": "eaf5d4de09f890599ad1b67ea98fc68dcd2d888ab00f53ab5f97f92ce6bab58b", "team.0003_readiness": "4ab0c767b0bfb3139afb2d99a43e66c7d9a47f8592a81d36214772cf5dcef1a7", "team.0004_rota": "c49718f33779dc1e7df6842f7c4a46a095c3f1576df7d1c25bc3f4c792a79881", "team.0005_channels_and_handovers": "9627c74a139c7f5627843e5c8cc47c0c80a428bb445a48e899d6c9126be5524e", "team.0006_time_and_means": "975e3ef3cc285f8cfd12ef65bd77f23748f9b3e1fd85344f4e9431d10716bbff", "team.0007_network_editions": "1e0f10902ee4569b3017ce914fd36afe555a253b1e531daa365e41cfedf6e756", "team.0008_feed_kinds": "71d14f6df4da403cac72be947f5c790863c91e126d1da235cd74ae074b46a56a", "usersessions.0001_initial": "b5d23c8ce06440612687e13145031ad82330d098e73de3b901d1fe0424ed12cb", "watch.0001_items_and_feeds": "52b2153f46a31970c4f58ed42a826c12055ec0ac0fdad2f26f729594961fc36c", "watch.0002_links": "117737e9f8ad0a7db093b0ce3aaa7f42c697e9152d1aa58161b390c069805dd9", "weekly.0001_weekly_reports": "0f1fdc9eb7f892ab4d2b484efb24c11e79d0c799ca44fb6af9a61d94434cd11d", "weekly.0002_readings_and_editions": "1570c8f68c1006ec6511e9505fec7330908c816491323901b3d9c911e04a80c5", "weekly.0003_qualitative_rows": "0949d6e4171f13d7040fbca9e933197816f4beaa2c2713e2d1bf3dfed0934c5d", "weekly.0004_themes_and_drafts": "5e417a236536680ac1dbfc085df06e7d8e9358dd10d3f797787212f136555bb9", "weekly.0005_delivery": "1be0c71675323a28056f82c6fdc05fb7ebc7c2105f3403a477222344b7cea354", "weekly.0006_quotations_of_earlier_reports": "07bcec18dfe84480a4d592054df42b0e9d7fa4b8e27d54cf02c6520891ec6768", "weekly.0007_numbers": "9b58899073a50a3b0e26c406a307a5c667c6a1ae4e6e199f6f62e4c822d292d5", "weekly.0008_sent": "63a622a3359938c674824adad509c9e963fad99918c95bf99fec0807cec8c7c8", "weekly.0009_unsent": "f2f212e538347decbbd7104477c2fdb98e45f07ca21c116d58387bef07b64bdc"}, "version": 18}
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
CREATE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$;
CREATE FUNCTION public.cmhub_agencies() RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT membership.agency_id
        FROM accounts_membership membership JOIN accounts_agency agency ON agency.id = membership.agency_id
        WHERE membership.user_id = cmhub_person() AND membership.starts_on <= (current_setting('cmhub.at')::timestamptz AT TIME ZONE agency.time_zone)::date AND (membership.ends_on IS NULL OR membership.ends_on > (current_setting('cmhub.at')::timestamptz AT TIME ZONE agency.time_zone)::date)
        UNION
        SELECT agency_id FROM brands_brand WHERE id IN (SELECT cmhub_own_brands())
        $$;
CREATE FUNCTION public.cmhub_brands() RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT unnest(nullif(current_setting('cmhub.brands', true), '')::bigint[])
        UNION ALL
        SELECT brand.id FROM brands_brand brand
        WHERE nullif(current_setting('cmhub.brands', true), '') IS NULL AND brand.agency_id IN (SELECT cmhub_houses())
        UNION ALL
        SELECT cmhub_own_brands() WHERE nullif(current_setting('cmhub.brands', true), '') IS NULL
        $$;
CREATE FUNCTION public.cmhub_companies() RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$SELECT company_id FROM brands_brand WHERE id IN (SELECT cmhub_brands())$$;
CREATE FUNCTION public.cmhub_houses() RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT membership.agency_id
        FROM accounts_membership membership JOIN accounts_agency agency ON agency.id = membership.agency_id
        WHERE membership.user_id = cmhub_person() AND membership.role <> '' AND membership.starts_on <= (current_setting('cmhub.at')::timestamptz AT TIME ZONE agency.time_zone)::date AND (membership.ends_on IS NULL OR membership.ends_on > (current_setting('cmhub.at')::timestamptz AT TIME ZONE agency.time_zone)::date)
        $$;
CREATE FUNCTION public.cmhub_own_brands() RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT role.brand_id
        FROM brands_brandrole role
        JOIN brands_brand brand ON brand.id = role.brand_id
        JOIN accounts_agency agency ON agency.id = brand.agency_id
        WHERE role.user_id = cmhub_person() AND role.starts_on <= (current_setting('cmhub.at')::timestamptz AT TIME ZONE agency.time_zone)::date AND (role.ends_on IS NULL OR role.ends_on > (current_setting('cmhub.at')::timestamptz AT TIME ZONE agency.time_zone)::date)
        AND (
            NOT EXISTS (
                SELECT 1 FROM accounts_membership place
                WHERE place.agency_id = agency.id AND place.user_id = role.user_id
                AND place.ends_on <= (current_setting('cmhub.at')::timestamptz AT TIME ZONE agency.time_zone)::date AND place.ends_on > role.starts_on
            ) OR EXISTS (
                SELECT 1 FROM accounts_membership place
                WHERE place.agency_id = agency.id AND place.user_id = role.user_id AND place.starts_on <= (current_setting('cmhub.at')::timestamptz AT TIME ZONE agency.time_zone)::date AND (place.ends_on IS NULL OR place.ends_on > (current_setting('cmhub.at')::timestamptz AT TIME ZONE agency.time_zone)::date)
            )
        )
        $$;
CREATE FUNCTION public.cmhub_person() RETURNS bigint
    LANGUAGE sql STABLE
    AS $$SELECT nullif(current_setting('cmhub.person', true), '')::bigint$$;
CREATE FUNCTION public.inbox_found(asked bigint, words tsquery, most integer, since timestamp with time zone DEFAULT '-infinity'::timestamp with time zone, before timestamp with time zone DEFAULT 'infinity'::timestamp with time zone) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
DECLARE
    oldest timestamptz;
    newest timestamptz;
    first bigint;
    shelf bigint;
    last bigint;
    shelves bigint := 1;
    taken integer;
BEGIN
    IF current_setting('role') <> 'none' AND asked NOT IN (SELECT cmhub_brands()) THEN
        RETURN;
    END IF;
    SELECT min(sent_at), max(sent_at) INTO oldest, newest FROM inbox_message WHERE brand_id = asked;
    IF newest IS NULL THEN
        RETURN;
    END IF;
    first := (inbox_shelf(asked, least(newest, before)))[1];
    shelf := first;
    last := (inbox_shelf(asked, greatest(oldest, since)))[1];
    WHILE most > 0 AND shelf >= last LOOP
        RETURN QUERY
            SELECT interaction_id FROM inbox_message
            WHERE inbox_shelf(brand_id, sent_at)
                && ARRAY(SELECT generate_series(greatest(shelf - shelves + 1, last), shelf))
            AND to_tsvector('cmhub_french'::regconfig, coalesce(author, '') || ' ' || coalesce(text, '')) @@ words
            AND interaction_id IS NOT NULL AND sent_at >= since AND sent_at < before
            GROUP BY interaction_id
            ORDER BY max(sent_at) DESC
            LIMIT most;
        GET DIAGNOSTICS taken = ROW_COUNT;
        most := most - taken;
        shelf := shelf - shelves;
        shelves := first - shelf;
    END LOOP;
END
$$;
CREATE FUNCTION public.inbox_shelf(brand bigint, sent timestamp with time zone) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT ARRAY[brand * 100000 + ((sent AT TIME ZONE 'UTC')::date - '2000-01-01'::date) / 4]
$$;
CREATE FUNCTION public.pgtrigger_append_only_3b7ad() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_47d4d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_5a690() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_72305() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_75463() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_934d6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_96f71() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_992bf() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_abf90() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_ad572() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_b76f7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_c0e79() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_c3af3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_d49b8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_d5863() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_d8a66() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_e35a2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_e6c89() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_f11de() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_f14f7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_f5256() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_approved_is_unchanging_8dd7c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_day_has_24_hours_4a781() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                    IF (SELECT sum(minutes) FROM team_timeentry
                        WHERE user_id = NEW.user_id AND day = NEW.day) > 1440 THEN
                        RAISE EXCEPTION 'a day has 24 hours' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                    
                END;
            $$;
CREATE FUNCTION public.pgtrigger_decided_once_51306() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_evidence_is_only_erased_ebccb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_frozen_with_its_report_99a62() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF TG_OP <> 'INSERT' AND EXISTS (
        SELECT FROM weekly_weeklyreport report
        WHERE report.brand_id = OLD.brand_id AND report.week = OLD.week AND report.revision = OLD.revision
            AND report.state IN ('published', 'read')
    ) THEN
        RAISE EXCEPTION 'what was computed with a published report stays with it';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF EXISTS (
        SELECT FROM weekly_weeklyreport report
        WHERE report.brand_id = NEW.brand_id AND report.week = NEW.week AND report.revision = NEW.revision
            AND report.state IN ('published', 'read')
    ) THEN
        RAISE EXCEPTION 'what was computed with a published report stays with it';
    END IF;
    RETURN NEW;
    
                END;
            $$;
CREATE FUNCTION public.pgtrigger_frozen_with_its_report_c80d0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF TG_OP <> 'INSERT' AND EXISTS (
        SELECT FROM weekly_weeklyreport report
        WHERE report.brand_id = OLD.brand_id AND report.week = OLD.week AND report.revision = OLD.revision
            AND report.state IN ('published', 'read')
    ) THEN
        RAISE EXCEPTION 'what was computed with a published report stays with it';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF EXISTS (
        SELECT FROM weekly_weeklyreport report
        WHERE report.brand_id = NEW.brand_id AND report.week = NEW.week AND report.revision = NEW.revision
            AND report.state IN ('published', 'read')
    ) THEN
        RAISE EXCEPTION 'what was computed with a published report stays with it';
    END IF;
    RETURN NEW;
    
                END;
            $$;
CREATE FUNCTION public.pgtrigger_frozen_with_its_version_4541a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF TG_OP <> 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'
    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy
        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'
    ) THEN
        RAISE EXCEPTION 'only a draft of the same brand changes';
    END IF;
    RETURN COALESCE(NEW, OLD);
                END;
            $$;
CREATE FUNCTION public.pgtrigger_frozen_with_its_version_45644() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF TG_OP <> 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'
    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy
        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'
    ) THEN
        RAISE EXCEPTION 'only a draft of the same brand changes';
    END IF;
    RETURN COALESCE(NEW, OLD);
                END;
            $$;
CREATE FUNCTION public.pgtrigger_frozen_with_its_version_6a999() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF TG_OP <> 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'
    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy
        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'
    ) THEN
        RAISE EXCEPTION 'only a draft of the same brand changes';
    END IF;
    RETURN COALESCE(NEW, OLD);
                END;
            $$;
CREATE FUNCTION public.pgtrigger_frozen_with_its_version_9dcb2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF TG_OP <> 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'
    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy
        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'
    ) THEN
        RAISE EXCEPTION 'only a draft of the same brand changes';
    END IF;
    RETURN COALESCE(NEW, OLD);
                END;
            $$;
CREATE FUNCTION public.pgtrigger_frozen_with_its_version_f202f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF TG_OP <> 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'
    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy
        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'
    ) THEN
        RAISE EXCEPTION 'only a draft of the same brand changes';
    END IF;
    RETURN COALESCE(NEW, OLD);
                END;
            $$;
CREATE FUNCTION public.pgtrigger_frozen_with_its_version_f2ee8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF TG_OP <> 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'
    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy
        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'
    ) THEN
        RAISE EXCEPTION 'only a draft of the same brand changes';
    END IF;
    RETURN COALESCE(NEW, OLD);
                END;
            $$;
CREATE FUNCTION public.pgtrigger_marked_is_frozen_fed27() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_never_by_its_author_25e1b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF EXISTS (
        SELECT 1 FROM strategy_author author JOIN accounts_user person ON person.id = author.user_id
        WHERE author.strategy_id = NEW.id
        AND (person.id = NEW.validated_by_id OR lower(person.email) = lower(NEW.validated_email))
    ) THEN
        RAISE EXCEPTION 'a strategy is not validated by one of its authors';
    END IF;
    RETURN NEW;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_never_changed_e15af() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_is_only_erased_5e90e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_numbers_af211() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    NEW.numbers = weekly_numbers(NEW.quantitative); RETURN NEW;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_over_is_frozen_c8b3b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_passages_7a530() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE _is_valid_transition BOOLEAN;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    SELECT CONCAT(OLD."state", ':', NEW."state") = ANY('{computed:completed,completed:computed,completed:validated,validated:computed,validated:published,published:read}'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION 'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_passages_fed99() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE _is_valid_transition BOOLEAN;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    SELECT CONCAT(OLD."state", ':', NEW."state") = ANY('{draft:submitted,submitted:draft,submitted:validated,validated:superseded}'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION 'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_place_is_only_erased_63153() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_published_is_frozen_0526f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_published_stays_5807a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_submitted_stands_still_0ca5a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_text_is_only_erased_a7628() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_text_is_only_erased_ef636() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_3b4d3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_49e83() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_4d943() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_52d23() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_584bf() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_68484() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_701d8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_99c9f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_a6145() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_c34cd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_d7903() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_d9e81() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_e191e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_unchanging_eba44() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_validated_is_frozen_f43c9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_validated_is_unchanging_41cfe() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_validated_stays_06826() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_validated_stays_3c9b5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_why_is_only_erased_893ed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_words_are_only_erased_196b8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.weekly_numbers(figures jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object(
        'opened', told.interactions -> 'opened',
        'negative', told.interactions #> '{by_sentiment,negative}',
        'neutral', told.interactions #> '{by_sentiment,neutral}',
        'positive', told.interactions #> '{by_sentiment,positive}',
        'needing_answer', told.responsiveness -> 'needing_answer',
        'answered', told.responsiveness -> 'answered',
        'first_response', told.responsiveness #> '{first_response_seconds,median}',
        'asked', told.escalations -> 'opened',
        'answered_late', told.escalations -> 'answered_late',
        'posts', told.publishing -> 'posts',
        'out_of_scope', told.workload -> 'out_of_scope_share',
        'followers', (
            SELECT sum((one.value ->> 'followers')::numeric)
            FROM jsonb_each(nullif(told.audience -> 'by_channel', 'null')) one
        )
    )
    FROM jsonb_to_record(figures) AS told (
        interactions jsonb, responsiveness jsonb, escalations jsonb, publishing jsonb, workload jsonb,
        audience jsonb
    )
$$;
CREATE TEXT SEARCH CONFIGURATION public.cmhub_french (
    PARSER = pg_catalog."default" );
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR asciiword WITH french_stem;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR word WITH public.unaccent, french_stem;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR numword WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR email WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR url WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR host WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR sfloat WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR version WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR hword_numpart WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR hword_part WITH public.unaccent, french_stem;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR hword_asciipart WITH french_stem;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR numhword WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR asciihword WITH french_stem;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR hword WITH public.unaccent, french_stem;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR url_path WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR file WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR "float" WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR "int" WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.cmhub_french
    ADD MAPPING FOR uint WITH simple;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_absence (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    made_at timestamp with time zone NOT NULL,
    cancelled_at timestamp with time zone,
    cancelled_by_id bigint,
    company_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    deputy_id bigint,
    made_by_id bigint,
    CONSTRAINT absence_deputy_is_another CHECK (((deputy_id IS NULL) OR (NOT ((deputy_id = contact_id) AND (deputy_id IS NOT NULL))))),
    CONSTRAINT accounts_absence_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on > starts_on)))
);
ALTER TABLE public.accounts_absence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_absence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_agency (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(150) NOT NULL,
    time_zone character varying(64) NOT NULL,
    loaded_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    second_factor_roles character varying(30)[] NOT NULL,
    kind character varying(10) NOT NULL
);
ALTER TABLE public.accounts_agency ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_agency_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_auditentry (
    id bigint NOT NULL,
    brand_id bigint,
    at timestamp with time zone NOT NULL,
    verb character varying(60) NOT NULL,
    object_type character varying(60) NOT NULL,
    object_id bigint NOT NULL,
    details jsonb NOT NULL,
    agency_id bigint,
    by_id bigint,
    label character varying(200) NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    address inet,
    device character varying(60) NOT NULL,
    source character varying(80) NOT NULL,
    once character varying(120)
);
ALTER TABLE public.accounts_auditentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_auditentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_certification (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    issuer character varying(150) NOT NULL,
    number character varying(100) NOT NULL,
    obtained_on date NOT NULL,
    expires_on date,
    link character varying(500) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    key uuid,
    added_by_id bigint NOT NULL,
    agency_id bigint NOT NULL,
    replaces_id bigint,
    user_id bigint NOT NULL,
    CONSTRAINT certification_expires_after_it_was_obtained CHECK (((expires_on IS NULL) OR (expires_on > obtained_on))),
    CONSTRAINT certification_replaces_another CHECK (((replaces_id IS NULL) OR (NOT ((replaces_id = id) AND (replaces_id IS NOT NULL)))))
);
ALTER TABLE public.accounts_certification ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_certification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_company (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    agency_id bigint NOT NULL
);
ALTER TABLE public.accounts_company ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_company_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_contact (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    is_head boolean NOT NULL,
    name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(40) NOT NULL,
    whatsapp character varying(40) NOT NULL,
    language character varying(2) NOT NULL,
    left_at timestamp with time zone,
    user_id bigint,
    department_id bigint NOT NULL,
    CONSTRAINT accounts_contact_position_check CHECK (("position" >= 0)),
    CONSTRAINT contact_is_reachable CHECK ((NOT (((email)::text = ''::text) AND ((phone)::text = ''::text) AND ((whatsapp)::text = ''::text))))
);
ALTER TABLE public.accounts_contact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_department (
    id bigint NOT NULL,
    kind character varying(30) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(100) NOT NULL,
    time_zone character varying(64) NOT NULL,
    country character varying(2) NOT NULL,
    hours jsonb NOT NULL,
    closed_at timestamp with time zone,
    company_id bigint NOT NULL,
    region character varying(6) NOT NULL,
    reports_to_id bigint,
    subjects character varying(80)[] NOT NULL,
    exceptions jsonb NOT NULL,
    CONSTRAINT department_reports_to_another CHECK (((reports_to_id IS NULL) OR (NOT ((reports_to_id = id) AND (reports_to_id IS NOT NULL)))))
);
ALTER TABLE public.accounts_department ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_department_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_employment (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    kind character varying(10) NOT NULL,
    working_days smallint[] NOT NULL,
    agency_id bigint NOT NULL,
    mentor_id bigint,
    user_id bigint NOT NULL,
    CONSTRAINT accounts_employment_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on > starts_on))),
    CONSTRAINT employment_days_are_of_a_week CHECK (((working_days <@ ARRAY[(1)::smallint, (2)::smallint, (3)::smallint, (4)::smallint, (5)::smallint, (6)::smallint, (7)::smallint]) AND (
CASE
    WHEN (working_days IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(working_days, 1), 0)
END >= 1))),
    CONSTRAINT employment_mentor_is_somebody_else CHECK (((mentor_id IS NULL) OR (NOT ((mentor_id = user_id) AND (mentor_id IS NOT NULL))))),
    CONSTRAINT employment_mentor_of_a_trainee CHECK (((mentor_id IS NULL) OR ((kind)::text = 'trainee'::text)))
);
ALTER TABLE public.accounts_employment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_employment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_expert (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    subjects character varying(80)[] NOT NULL,
    media character varying(10)[] NOT NULL,
    languages character varying(3)[] NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(40) NOT NULL,
    whatsapp character varying(40) NOT NULL,
    conditions character varying(200) NOT NULL,
    left_at timestamp with time zone,
    company_id bigint NOT NULL,
    department_id bigint,
    CONSTRAINT expert_has_a_subject_and_a_medium CHECK (((NOT (subjects = '{}'::character varying(80)[])) AND (NOT (media = '{}'::character varying(10)[])))),
    CONSTRAINT expert_is_reachable CHECK ((NOT (((email)::text = ''::text) AND ((phone)::text = ''::text) AND ((whatsapp)::text = ''::text))))
);
ALTER TABLE public.accounts_expert ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_expert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_holidaycorrection (
    id bigint NOT NULL,
    country character varying(2) NOT NULL,
    region character varying(6) NOT NULL,
    date date NOT NULL,
    kind character varying(10) NOT NULL,
    moved_to date,
    name character varying(150) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    made_by_id bigint,
    CONSTRAINT holiday_moved_elsewhere CHECK (((moved_to IS NULL) OR (NOT ((moved_to = date) AND (moved_to IS NOT NULL))))),
    CONSTRAINT holiday_moved_somewhere CHECK (((((kind)::text = 'moved'::text) AND (moved_to IS NOT NULL)) OR ((NOT ((kind)::text = 'moved'::text)) AND (moved_to IS NULL))))
);
ALTER TABLE public.accounts_holidaycorrection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_holidaycorrection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_invitation (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    role character varying(30) NOT NULL,
    hours_per_week smallint NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    revoked_at timestamp with time zone,
    accepted_by_id bigint,
    agency_id bigint NOT NULL,
    invited_by_id bigint,
    brand_id bigint,
    brand_name character varying(150) NOT NULL,
    brand_role character varying(30) NOT NULL,
    department_id bigint,
    starts_on date,
    ends_on date,
    in_name_of character varying(150) NOT NULL,
    CONSTRAINT accounts_invitation_hours_per_week_check CHECK ((hours_per_week >= 0)),
    CONSTRAINT invitation_accepted_or_revoked CHECK (((accepted_at IS NULL) OR (revoked_at IS NULL))),
    CONSTRAINT invitation_brand_with_role CHECK ((((brand_id IS NULL) AND ((brand_role)::text = ''::text)) OR ((brand_id IS NOT NULL) AND ((brand_role)::text = ANY ((ARRAY['community_manager'::character varying, 'social_media_manager'::character varying, 'content_manager'::character varying, 'customer_service'::character varying, 'tech_support'::character varying, 'department_contact'::character varying, 'decision_maker'::character varying, 'executive'::character varying])::text[]))))),
    CONSTRAINT invitation_contact_has_department CHECK (((NOT ((brand_role)::text = 'department_contact'::text)) OR (department_id IS NOT NULL))),
    CONSTRAINT invitation_ends_after_start CHECK (((ends_on IS NULL) OR (starts_on IS NULL) OR (ends_on > starts_on))),
    CONSTRAINT invitation_role_is_agency_wide CHECK (((role)::text = ANY ((ARRAY[''::character varying, 'administrator'::character varying, 'manager'::character varying, 'strategist'::character varying])::text[])))
);
ALTER TABLE public.accounts_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_leave (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    kind character varying(10) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    added_by_id bigint NOT NULL,
    agency_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT accounts_leave_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on > starts_on))),
    CONSTRAINT leave_has_an_end CHECK ((ends_on IS NOT NULL))
);
ALTER TABLE public.accounts_leave ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_leave_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_linecheck (
    id bigint NOT NULL,
    line character varying(10) NOT NULL,
    address character varying(254) NOT NULL,
    sender_name character varying(150) NOT NULL,
    key uuid NOT NULL,
    digest character varying(64),
    asked_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    asked_by_id bigint,
    company_id bigint NOT NULL,
    confirmed_by_id bigint,
    contact_id bigint NOT NULL,
    CONSTRAINT line_check_asked_or_recorded CHECK (((digest IS NOT NULL) OR (confirmed_at IS NOT NULL))),
    CONSTRAINT line_check_confirmed_after_asking CHECK (((confirmed_at IS NULL) OR (confirmed_at >= asked_at))),
    CONSTRAINT line_check_link_expires CHECK ((((digest IS NULL) AND (expires_at IS NULL)) OR ((digest IS NOT NULL) AND (expires_at IS NOT NULL))))
);
ALTER TABLE public.accounts_linecheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_linecheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_membership (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    role character varying(30) NOT NULL,
    hours_per_week smallint NOT NULL,
    agency_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT accounts_membership_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on > starts_on))),
    CONSTRAINT accounts_membership_hours_per_week_check CHECK ((hours_per_week >= 0)),
    CONSTRAINT membership_hours_fit_a_week CHECK ((hours_per_week <= 168)),
    CONSTRAINT membership_role_is_agency_wide CHECK (((role)::text = ANY ((ARRAY[''::character varying, 'administrator'::character varying, 'manager'::character varying, 'strategist'::character varying])::text[])))
);
ALTER TABLE public.accounts_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_notice (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    topic character varying(20) NOT NULL,
    urgency character varying(10) NOT NULL,
    sender_name character varying(150) NOT NULL,
    title character varying(250) NOT NULL,
    text text NOT NULL,
    link character varying(500) NOT NULL,
    at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    digest_at timestamp with time zone,
    digested_at timestamp with time zone,
    agency_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.accounts_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_notification (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    email character varying(254) NOT NULL,
    sender_name character varying(150) NOT NULL,
    language character varying(2) NOT NULL,
    subject character varying(250) NOT NULL,
    body text NOT NULL,
    thread character varying(200) NOT NULL,
    state character varying(10) NOT NULL,
    attempts smallint NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    claimed_at timestamp with time zone,
    sent_at timestamp with time zone,
    error text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    user_id bigint,
    secret character varying(200) NOT NULL,
    facts jsonb NOT NULL,
    handled_at timestamp with time zone,
    handled_by_id bigint,
    link character varying(500) NOT NULL,
    opens_thread boolean NOT NULL,
    topic character varying(20) NOT NULL,
    urgency character varying(10) NOT NULL,
    CONSTRAINT accounts_notification_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.accounts_notification ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_notification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_notificationpreferences (
    id bigint NOT NULL,
    mail jsonb NOT NULL,
    push jsonb NOT NULL,
    push_shows_text boolean NOT NULL,
    quiet_from time without time zone,
    quiet_until time without time zone,
    quiet_days smallint[] NOT NULL,
    days_off smallint[] NOT NULL,
    digest_at time without time zone NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT not_quiet_all_week CHECK ((
CASE
    WHEN (days_off IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(days_off, 1), 0)
END < 7)),
    CONSTRAINT quiet_hours_have_two_ends CHECK ((((quiet_from IS NULL) AND (quiet_until IS NULL)) OR ((quiet_from IS NOT NULL) AND (quiet_until IS NOT NULL) AND (NOT ((quiet_from = quiet_until) AND (quiet_from IS NOT NULL) AND (quiet_until IS NOT NULL))))))
);
ALTER TABLE public.accounts_notificationpreferences ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_notificationpreferences_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_pushkey (
    id bigint NOT NULL,
    name character varying(20) NOT NULL,
    sealed text NOT NULL,
    public character varying(100) NOT NULL,
    made_at timestamp with time zone NOT NULL
);
ALTER TABLE public.accounts_pushkey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_pushkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_pushmessage (
    id bigint NOT NULL,
    urgency character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    attempts smallint NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    claimed_at timestamp with time zone,
    sent_at timestamp with time zone,
    error text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    notice_id bigint NOT NULL,
    subscription_id bigint,
    CONSTRAINT accounts_pushmessage_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.accounts_pushmessage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_pushmessage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_pushsubscription (
    id bigint NOT NULL,
    endpoint character varying(1000) NOT NULL,
    p256dh character varying(100) NOT NULL,
    auth character varying(40) NOT NULL,
    user_agent character varying(300) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.accounts_pushsubscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_pushsubscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_setuplink (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);
ALTER TABLE public.accounts_setuplink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_setuplink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_skillassessment (
    id bigint NOT NULL,
    skill character varying(20) NOT NULL,
    level smallint NOT NULL,
    evidence text NOT NULL,
    link character varying(500) NOT NULL,
    assessed_at timestamp with time zone NOT NULL,
    key uuid,
    agency_id bigint NOT NULL,
    assessed_by_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT accounts_skillassessment_level_check CHECK ((level >= 0)),
    CONSTRAINT skill_level_is_known CHECK (((level >= 1) AND (level <= 4)))
);
ALTER TABLE public.accounts_skillassessment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_skillassessment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_territory (
    id bigint NOT NULL,
    country character varying(2) NOT NULL,
    name character varying(100) NOT NULL,
    time_zone character varying(64) NOT NULL,
    weekend smallint[] NOT NULL,
    agency_id bigint NOT NULL,
    languages character varying(3)[] NOT NULL,
    region character varying(6) NOT NULL
);
ALTER TABLE public.accounts_territory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_territory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_training (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    provider character varying(150) NOT NULL,
    state character varying(10) NOT NULL,
    starts_on date NOT NULL,
    last_day date,
    hours smallint,
    skills character varying(20)[] NOT NULL,
    added_at timestamp with time zone NOT NULL,
    key uuid,
    added_by_id bigint NOT NULL,
    agency_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT accounts_training_hours_check CHECK ((hours >= 0)),
    CONSTRAINT training_ends_after_it_starts CHECK (((last_day IS NULL) OR (last_day >= starts_on)))
);
ALTER TABLE public.accounts_training ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_training_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    email character varying(254) NOT NULL,
    name character varying(150) NOT NULL,
    language character varying(2) NOT NULL,
    time_zone character varying(64) NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    phone character varying(40) NOT NULL,
    whatsapp character varying(40) NOT NULL
);
ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.annotations_annotation (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    words character varying(150) NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    made_at timestamp with time zone NOT NULL,
    taken_back_at timestamp with time zone,
    edition integer NOT NULL,
    key uuid,
    brand_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    CONSTRAINT annotation_days_in_order CHECK ((ends_on >= starts_on)),
    CONSTRAINT annotation_kind_is_entered CHECK (((kind)::text = ANY ((ARRAY['strike'::character varying, 'outage'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT annotation_says_what CHECK ((NOT ((words)::text = ''::text))),
    CONSTRAINT annotations_annotation_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.annotations_annotation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.annotations_annotation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.api_delivery (
    id bigint NOT NULL,
    event character varying(12) NOT NULL,
    number uuid NOT NULL,
    interaction bigint NOT NULL,
    payload jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    attempts smallint NOT NULL,
    unclear boolean NOT NULL,
    next_attempt_at timestamp with time zone,
    response_code smallint,
    problem character varying(10) NOT NULL,
    ended_at timestamp with time zone,
    brand_id bigint NOT NULL,
    webhook_id bigint NOT NULL,
    CONSTRAINT api_delivery_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT api_delivery_response_code_check CHECK ((response_code >= 0)),
    CONSTRAINT delivery_pending_has_next CHECK ((((ended_at IS NULL) AND (next_attempt_at IS NOT NULL) AND ((state)::text = 'pending'::text)) OR ((NOT ((state)::text = 'pending'::text)) AND (ended_at IS NOT NULL) AND (next_attempt_at IS NULL))))
);
ALTER TABLE public.api_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.api_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.api_token (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    digest character varying(64) NOT NULL,
    ending character varying(4) NOT NULL,
    scopes character varying(20)[] NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    key uuid NOT NULL,
    brand_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    revoked_by_id bigint,
    CONSTRAINT token_expires_after_it_was_made CHECK ((expires_at > made_at)),
    CONSTRAINT token_is_for_something CHECK ((
CASE
    WHEN (scopes IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(scopes, 1), 0)
END > 0)),
    CONSTRAINT token_revoked_by_a_person CHECK ((((revoked_at IS NULL) AND (revoked_by_id IS NULL)) OR ((revoked_at IS NOT NULL) AND (revoked_by_id IS NOT NULL))))
);
ALTER TABLE public.api_token ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.api_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.api_webhook (
    id bigint NOT NULL,
    url character varying(500) NOT NULL,
    events character varying(12)[] NOT NULL,
    sealed text NOT NULL,
    active boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    brand_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    CONSTRAINT webhook_hears_something CHECK ((
CASE
    WHEN (events IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(events, 1), 0)
END > 0))
);
ALTER TABLE public.api_webhook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.api_webhook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.brands_brand (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(150) NOT NULL,
    sector character varying(100) NOT NULL,
    time_zone character varying(64) NOT NULL,
    white_label boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    agency_id bigint NOT NULL,
    company_id bigint NOT NULL,
    retention_months smallint,
    key uuid,
    CONSTRAINT brands_brand_retention_months_check CHECK ((retention_months >= 0))
);
ALTER TABLE public.brands_brand ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.brands_brand_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.brands_brandrole (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    role character varying(30) NOT NULL,
    brand_id bigint NOT NULL,
    department_id bigint,
    user_id bigint NOT NULL,
    CONSTRAINT brand_role_contact_has_department CHECK (((NOT ((role)::text = 'department_contact'::text)) OR (department_id IS NOT NULL))),
    CONSTRAINT brand_role_is_a_brand_role CHECK (((role)::text = ANY ((ARRAY['community_manager'::character varying, 'social_media_manager'::character varying, 'content_manager'::character varying, 'customer_service'::character varying, 'tech_support'::character varying, 'department_contact'::character varying, 'decision_maker'::character varying, 'executive'::character varying])::text[]))),
    CONSTRAINT brands_brandrole_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on > starts_on)))
);
ALTER TABLE public.brands_brandrole ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.brands_brandrole_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.brands_brandterritory (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    brand_id bigint NOT NULL,
    territory_id bigint NOT NULL,
    CONSTRAINT brands_brandterritory_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.brands_brandterritory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.brands_brandterritory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.brands_setupdecision (
    id bigint NOT NULL,
    step character varying(20) NOT NULL,
    reason character varying(300) NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    decided_by_id bigint NOT NULL,
    CONSTRAINT setup_decision_says_why CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT setup_step_may_be_left_out CHECK (((step)::text = ANY ((ARRAY['departments'::character varying, 'cover'::character varying])::text[])))
);
ALTER TABLE public.brands_setupdecision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.brands_setupdecision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_brandrhythm (
    counted_at timestamp with time zone NOT NULL,
    stale boolean NOT NULL,
    rates double precision[] NOT NULL,
    share double precision NOT NULL,
    spread double precision NOT NULL,
    spread_of_blocks double precision NOT NULL,
    weeks double precision NOT NULL,
    words jsonb NOT NULL,
    brand_id bigint NOT NULL
);
CREATE TABLE public.crisis_call (
    id bigint NOT NULL,
    line character varying(10) NOT NULL,
    reached boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    key uuid,
    by_id bigint NOT NULL,
    telling_id bigint NOT NULL
);
ALTER TABLE public.crisis_call ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_call_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_crisis (
    id bigint NOT NULL,
    drill boolean NOT NULL,
    level smallint NOT NULL,
    title character varying(150) NOT NULL,
    themes character varying(80)[] NOT NULL,
    words character varying(60)[] NOT NULL,
    channels bigint[] NOT NULL,
    state character varying(10) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    next_telling_at timestamp with time zone,
    acknowledged_at timestamp with time zone,
    contained_at timestamp with time zone,
    ended_at timestamp with time zone,
    end_reason text NOT NULL,
    edition integer NOT NULL,
    key uuid,
    brand_id bigint NOT NULL,
    ended_by_id bigint,
    interaction_id bigint,
    item_id bigint,
    opened_by_id bigint NOT NULL,
    surge_id bigint,
    CONSTRAINT crisis_crisis_edition_check CHECK ((edition >= 0)),
    CONSTRAINT crisis_crisis_level_check CHECK ((level >= 0)),
    CONSTRAINT crisis_end_says_why CHECK ((((state)::text = ANY ((ARRAY['open'::character varying, 'contained'::character varying])::text[])) OR (NOT (end_reason = ''::text)))),
    CONSTRAINT crisis_level_exists CHECK ((level = ANY (ARRAY[1, 2, 3]))),
    CONSTRAINT crisis_over_has_time CHECK ((((ended_at IS NULL) AND ((state)::text = ANY ((ARRAY['open'::character varying, 'contained'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['open'::character varying, 'contained'::character varying])::text[]))) AND (ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL)))),
    CONSTRAINT crisis_over_tells_nobody CHECK ((((state)::text = ANY ((ARRAY['open'::character varying, 'contained'::character varying])::text[])) OR (next_telling_at IS NULL)))
);
ALTER TABLE public.crisis_crisis ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_crisis_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_crisisevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(20) NOT NULL,
    text text NOT NULL,
    details jsonb NOT NULL,
    key uuid,
    by_id bigint,
    crisis_id bigint NOT NULL
);
ALTER TABLE public.crisis_crisisevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_crisisevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_crisistask (
    id bigint NOT NULL,
    what character varying(250) NOT NULL,
    until timestamp with time zone NOT NULL,
    given_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    key uuid,
    crisis_id bigint NOT NULL,
    done_by_id bigint,
    given_by_id bigint NOT NULL,
    who_id bigint NOT NULL,
    CONSTRAINT crisis_task_done_by_somebody CHECK ((((done_at IS NULL) AND (done_by_id IS NULL)) OR ((done_at IS NOT NULL) AND (done_by_id IS NOT NULL)))),
    CONSTRAINT crisis_task_until_later CHECK ((until > given_at))
);
ALTER TABLE public.crisis_crisistask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_crisistask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_decision (
    id bigint NOT NULL,
    question character varying(250) NOT NULL,
    answers character varying(80)[] NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answer character varying(80) NOT NULL,
    decided_at timestamp with time zone,
    key uuid,
    asked_by_id bigint NOT NULL,
    crisis_id bigint NOT NULL,
    decided_by_id bigint,
    decided_contact_id bigint,
    CONSTRAINT crisis_decision_by_somebody CHECK (((((answer)::text = ''::text) AND (decided_at IS NULL) AND (decided_by_id IS NULL) AND (decided_contact_id IS NULL)) OR ((NOT ((answer)::text = ''::text)) AND ((decided_by_id IS NOT NULL) OR (decided_contact_id IS NOT NULL)) AND (decided_at IS NOT NULL)))),
    CONSTRAINT crisis_decision_has_answers CHECK (((
CASE
    WHEN (answers IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(answers, 1), 0)
END >= 2) AND (
CASE
    WHEN (answers IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(answers, 1), 0)
END <= 4)))
);
ALTER TABLE public.crisis_decision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_lesson (
    id bigint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    next_reminder_at timestamp with time zone,
    happened text NOT NULL,
    known text NOT NULL,
    worked text NOT NULL,
    failed text NOT NULL,
    changes text NOT NULL,
    written_at timestamp with time zone,
    validated_at timestamp with time zone,
    edition integer NOT NULL,
    crisis_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    validated_by_id bigint,
    written_by_id bigint,
    CONSTRAINT crisis_lesson_edition_check CHECK ((edition >= 0)),
    CONSTRAINT lesson_validated_by_another CHECK (((validated_by_id IS NULL) OR (NOT ((validated_by_id = written_by_id) AND (validated_by_id IS NOT NULL) AND (written_by_id IS NOT NULL))))),
    CONSTRAINT lesson_validated_once_written CHECK ((((validated_at IS NULL) AND (validated_by_id IS NULL)) OR ((validated_at IS NOT NULL) AND (validated_by_id IS NOT NULL) AND (written_at IS NOT NULL)))),
    CONSTRAINT lesson_written_by_somebody CHECK ((((written_at IS NULL) AND (written_by_id IS NULL)) OR ((written_at IS NOT NULL) AND (written_by_id IS NOT NULL))))
);
ALTER TABLE public.crisis_lesson ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_lesson_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_lessonaction (
    id bigint NOT NULL,
    what character varying(250) NOT NULL,
    due_on date NOT NULL,
    done_at timestamp with time zone,
    key uuid,
    done_by_id bigint,
    lesson_id bigint NOT NULL,
    who_id bigint NOT NULL,
    CONSTRAINT lesson_action_done_by_somebody CHECK ((((done_at IS NULL) AND (done_by_id IS NULL)) OR ((done_at IS NOT NULL) AND (done_by_id IS NOT NULL))))
);
ALTER TABLE public.crisis_lessonaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_lessonaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_reading (
    message bigint NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    said character varying(14) NOT NULL,
    brand_id bigint NOT NULL
);
CREATE TABLE public.crisis_statement (
    id bigint NOT NULL,
    number smallint NOT NULL,
    text_fr text NOT NULL,
    text_en text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    key uuid,
    approved_by_id bigint,
    crisis_id bigint NOT NULL,
    entry_id bigint,
    written_by_id bigint NOT NULL,
    CONSTRAINT crisis_statement_number_check CHECK ((number >= 0)),
    CONSTRAINT statement_approved_by_another CHECK (((approved_by_id IS NULL) OR (NOT ((approved_by_id = written_by_id) AND (approved_by_id IS NOT NULL))))),
    CONSTRAINT statement_approved_has_time CHECK ((((approved_at IS NULL) AND (approved_by_id IS NULL)) OR ((approved_at IS NOT NULL) AND (approved_by_id IS NOT NULL)))),
    CONSTRAINT statement_says_something CHECK ((NOT ((text_en = ''::text) AND (text_fr = ''::text))))
);
ALTER TABLE public.crisis_statement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_statementpublished (
    id bigint NOT NULL,
    place character varying(150) NOT NULL,
    url character varying(500) NOT NULL,
    at timestamp with time zone NOT NULL,
    key uuid,
    by_id bigint NOT NULL,
    channel_id bigint,
    statement_id bigint NOT NULL,
    CONSTRAINT statement_published_somewhere CHECK (((channel_id IS NOT NULL) OR (NOT ((place)::text = ''::text))))
);
ALTER TABLE public.crisis_statementpublished ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_statementpublished_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_status (
    id bigint NOT NULL,
    text character varying(600) NOT NULL,
    at timestamp with time zone NOT NULL,
    key uuid,
    by_id bigint NOT NULL,
    crisis_id bigint NOT NULL
);
ALTER TABLE public.crisis_status ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_status_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_surge (
    id bigint NOT NULL,
    stream character varying(12) NOT NULL,
    detected_at timestamp with time zone NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    window_minutes integer NOT NULL,
    statistic double precision NOT NULL,
    expected double precision NOT NULL,
    observed integer NOT NULL,
    evidence jsonb NOT NULL,
    state character varying(10) NOT NULL,
    decided_at timestamp with time zone,
    why character varying(300) NOT NULL,
    brand_id bigint NOT NULL,
    decided_by_id bigint,
    CONSTRAINT crisis_surge_observed_check CHECK ((observed >= 0)),
    CONSTRAINT crisis_surge_window_minutes_check CHECK ((window_minutes >= 0)),
    CONSTRAINT surge_decided_has_person CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((state)::text = 'raised'::text)) OR ((NOT ((state)::text = 'raised'::text)) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT surge_dismissed_says_why CHECK (((NOT ((state)::text = 'dismissed'::text)) OR (NOT ((why)::text = ''::text)))),
    CONSTRAINT surge_ends_after_it_begins CHECK (((until_at >= from_at) AND ((ended_at IS NULL) OR (ended_at >= until_at))))
);
ALTER TABLE public.crisis_surge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_surge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_suspension (
    id bigint NOT NULL,
    reason character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    lifted_why character varying(300) NOT NULL,
    by_id bigint NOT NULL,
    crisis_id bigint NOT NULL,
    lifted_by_id bigint,
    of_itself boolean NOT NULL,
    CONSTRAINT suspension_lifted_says_why CHECK ((((lifted_at IS NULL) AND (lifted_by_id IS NULL) AND ((lifted_why)::text = ''::text)) OR ((lifted_at IS NOT NULL) AND (lifted_by_id IS NOT NULL) AND (NOT ((lifted_why)::text = ''::text))))),
    CONSTRAINT suspension_says_why CHECK ((((NOT ((reason)::text = ''::text)) AND (NOT of_itself)) OR (of_itself AND ((reason)::text = ''::text))))
);
ALTER TABLE public.crisis_suspension ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_suspension_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_telling (
    id bigint NOT NULL,
    ground character varying(20) NOT NULL,
    stands_in jsonb NOT NULL,
    name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    told_at timestamp with time zone NOT NULL,
    last_told_at timestamp with time zone NOT NULL,
    times smallint NOT NULL,
    mailed boolean NOT NULL,
    acknowledged_at timestamp with time zone,
    contact_id bigint,
    crisis_id bigint NOT NULL,
    noted_by_id bigint,
    user_id bigint,
    CONSTRAINT crisis_telling_is_one_person CHECK ((((contact_id IS NULL) AND (user_id IS NOT NULL)) OR ((contact_id IS NOT NULL) AND (user_id IS NULL)))),
    CONSTRAINT crisis_telling_noted_is_acknowledged CHECK (((acknowledged_at IS NOT NULL) OR (noted_by_id IS NULL))),
    CONSTRAINT crisis_telling_times_check CHECK ((times >= 0))
);
ALTER TABLE public.crisis_telling ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_telling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.crisis_tellinglink (
    id bigint NOT NULL,
    salt character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    first_opened_at timestamp with time zone,
    last_opened_at timestamp with time zone,
    opened integer NOT NULL,
    made_by_id bigint,
    revoked_by_id bigint,
    telling_id bigint NOT NULL,
    CONSTRAINT crisis_link_expires_later CHECK ((expires_at > made_at)),
    CONSTRAINT crisis_link_opened_has_time CHECK ((((first_opened_at IS NULL) AND (last_opened_at IS NULL) AND (opened = 0)) OR ((first_opened_at IS NOT NULL) AND (last_opened_at IS NOT NULL) AND (opened > 0)))),
    CONSTRAINT crisis_tellinglink_opened_check CHECK ((opened >= 0))
);
ALTER TABLE public.crisis_tellinglink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crisis_tellinglink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.diagnoses_diagnosisreading (
    id bigint NOT NULL,
    week character varying(8) NOT NULL,
    revision smallint NOT NULL,
    computed_at timestamp with time zone NOT NULL,
    findings jsonb NOT NULL,
    raised character varying(30)[] NOT NULL,
    unknown character varying(30)[] NOT NULL,
    brand_id bigint NOT NULL,
    CONSTRAINT diagnoses_diagnosisreading_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.diagnoses_diagnosisreading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.diagnoses_diagnosisreading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.diagnoses_diagnosisthreshold (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    value double precision,
    edition integer NOT NULL,
    set_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    set_by_id bigint,
    CONSTRAINT diagnoses_diagnosisthreshold_edition_check CHECK ((edition >= 0)),
    CONSTRAINT diagnosis_threshold_is_sensible CHECK (((value IS NULL) OR ((value >= (0.0)::double precision) AND (value <= (1000000.0)::double precision))))
);
ALTER TABLE public.diagnoses_diagnosisthreshold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.diagnoses_diagnosisthreshold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.diagnoses_staffingreading (
    id bigint NOT NULL,
    brand_id bigint NOT NULL,
    week character varying(8) NOT NULL,
    revision smallint NOT NULL,
    computed_at timestamp with time zone NOT NULL,
    readings jsonb NOT NULL,
    is_overloaded boolean,
    CONSTRAINT diagnoses_staffingreading_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.diagnoses_staffingreading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.diagnoses_staffingreading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.escalations_answerfile (
    id bigint NOT NULL,
    stored_as uuid NOT NULL,
    kind character varying(10) NOT NULL,
    name character varying(120) NOT NULL,
    size integer NOT NULL,
    publishable boolean NOT NULL,
    fingerprint character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    leg smallint NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint,
    contact_id bigint,
    department_id bigint,
    escalation_id bigint NOT NULL,
    CONSTRAINT answer_file_is_not_empty CHECK ((size >= 1)),
    CONSTRAINT escalations_answerfile_leg_check CHECK ((leg >= 0)),
    CONSTRAINT escalations_answerfile_size_check CHECK ((size >= 0))
);
ALTER TABLE public.escalations_answerfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.escalations_answerfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.escalations_answerlink (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    salt character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    first_opened_at timestamp with time zone,
    last_opened_at timestamp with time zone,
    opened integer NOT NULL,
    brand_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    escalation_id bigint NOT NULL,
    made_by_id bigint,
    revoked_by_id bigint,
    CONSTRAINT answer_link_expires_later CHECK ((expires_at > made_at)),
    CONSTRAINT answer_link_opened_has_time CHECK ((((first_opened_at IS NULL) AND (last_opened_at IS NULL) AND (opened = 0)) OR ((first_opened_at IS NOT NULL) AND (last_opened_at IS NOT NULL) AND (opened > 0)))),
    CONSTRAINT escalations_answerlink_opened_check CHECK ((opened >= 0))
);
ALTER TABLE public.escalations_answerlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.escalations_answerlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.escalations_carried (
    id bigint NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    relayed_at timestamp with time zone,
    left_at timestamp with time zone,
    brand_id bigint NOT NULL,
    escalation_id bigint NOT NULL,
    interaction_id bigint NOT NULL,
    joined_by_id bigint,
    relayed_message_id bigint,
    CONSTRAINT carried_relayed_has_time CHECK (((relayed_at IS NOT NULL) OR (relayed_message_id IS NULL)))
);
ALTER TABLE public.escalations_carried ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.escalations_carried_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.escalations_escalation (
    id bigint NOT NULL,
    state character varying(20) NOT NULL,
    question text NOT NULL,
    chain jsonb NOT NULL,
    step smallint NOT NULL,
    acknowledge_minutes integer NOT NULL,
    answer_minutes integer NOT NULL,
    around_the_clock boolean NOT NULL,
    calendar_version character varying(64) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    acknowledge_by timestamp with time zone NOT NULL,
    answer_by timestamp with time zone NOT NULL,
    next_step_at timestamp with time zone,
    acknowledged_at timestamp with time zone,
    answered_at timestamp with time zone,
    publishable text NOT NULL,
    internal text NOT NULL,
    relayed_at timestamp with time zone,
    closed_at timestamp with time zone,
    close_reason character varying(200) NOT NULL,
    key uuid,
    answered_by_id bigint,
    answered_contact_id bigint,
    brand_id bigint NOT NULL,
    department_id bigint,
    interaction_id bigint,
    opened_by_id bigint,
    rule_id bigint,
    why jsonb CONSTRAINT escalations_escalation_facts_not_null NOT NULL,
    deputies bigint[] NOT NULL,
    stand_ins jsonb NOT NULL,
    joins integer NOT NULL,
    leg smallint NOT NULL,
    put_in_touch_at timestamp with time zone,
    put_in_touch_how character varying(10) NOT NULL,
    held_since timestamp with time zone,
    may_wake boolean NOT NULL,
    warn_minutes integer,
    item_id bigint,
    CONSTRAINT escalation_answer_after_acknowledge CHECK ((answer_by >= acknowledge_by)),
    CONSTRAINT escalation_answered_has_time CHECK (((NOT ((state)::text = ANY (ARRAY[('answered'::character varying)::text, ('relayed'::character varying)::text]))) OR (answered_at IS NOT NULL))),
    CONSTRAINT escalation_carries_one CHECK ((((interaction_id IS NOT NULL) AND (item_id IS NULL)) OR ((interaction_id IS NULL) AND (item_id IS NOT NULL)))),
    CONSTRAINT escalation_closed_has_time CHECK ((((closed_at IS NOT NULL) AND ((state)::text = 'closed'::text)) OR ((NOT ((state)::text = 'closed'::text)) AND (closed_at IS NULL)))),
    CONSTRAINT escalation_put_in_touch_has_time CHECK (((NOT ((state)::text = 'put_in_touch'::text)) OR ((answered_at IS NOT NULL) AND (put_in_touch_at IS NOT NULL)))),
    CONSTRAINT escalations_escalation_acknowledge_minutes_check CHECK ((acknowledge_minutes >= 0)),
    CONSTRAINT escalations_escalation_answer_minutes_check CHECK ((answer_minutes >= 0)),
    CONSTRAINT escalations_escalation_joins_check CHECK ((joins >= 0)),
    CONSTRAINT escalations_escalation_leg_check CHECK ((leg >= 0)),
    CONSTRAINT escalations_escalation_step_check CHECK ((step >= 0)),
    CONSTRAINT escalations_escalation_warn_minutes_check CHECK ((warn_minutes >= 0))
);
ALTER TABLE public.escalations_escalation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.escalations_escalation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.escalations_escalationevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(20) NOT NULL,
    to_state character varying(20) NOT NULL,
    details jsonb NOT NULL,
    by_id bigint,
    escalation_id bigint NOT NULL
);
ALTER TABLE public.escalations_escalationevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.escalations_escalationevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.escalations_remark (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    text text NOT NULL,
    internal text NOT NULL,
    at timestamp with time zone NOT NULL,
    key uuid,
    by_id bigint,
    contact_id bigint,
    department_id bigint,
    escalation_id bigint NOT NULL,
    CONSTRAINT remark_says_something CHECK (((NOT (text = ''::text)) OR (NOT (internal = ''::text))))
);
ALTER TABLE public.escalations_remark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.escalations_remark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.escalations_routingrule (
    id bigint NOT NULL,
    "position" integer NOT NULL,
    name character varying(120) NOT NULL,
    kinds character varying(80)[] NOT NULL,
    themes character varying(80)[] NOT NULL,
    purposes character varying(80)[] NOT NULL,
    networks character varying(80)[] NOT NULL,
    sentiments character varying(80)[] NOT NULL,
    words character varying(80)[] NOT NULL,
    lowest_priority smallint,
    acknowledge_minutes integer NOT NULL,
    answer_minutes integer NOT NULL,
    around_the_clock boolean NOT NULL,
    automatic boolean NOT NULL,
    is_catch_all boolean NOT NULL,
    brand_id bigint NOT NULL,
    department_id bigint,
    territories character varying(80)[] NOT NULL,
    wakes_at_night boolean NOT NULL,
    warn_minutes integer,
    CONSTRAINT escalations_routingrule_acknowledge_minutes_check CHECK ((acknowledge_minutes >= 0)),
    CONSTRAINT escalations_routingrule_answer_minutes_check CHECK ((answer_minutes >= 0)),
    CONSTRAINT escalations_routingrule_lowest_priority_check CHECK ((lowest_priority >= 0)),
    CONSTRAINT escalations_routingrule_position_check CHECK (("position" >= 0)),
    CONSTRAINT escalations_routingrule_warn_minutes_check CHECK ((warn_minutes >= 0)),
    CONSTRAINT routing_rule_answer_after_acknowledge CHECK (((acknowledge_minutes > 0) AND (answer_minutes >= acknowledge_minutes))),
    CONSTRAINT routing_rule_catch_all_matches_all CHECK (((NOT is_catch_all) OR ((NOT automatic) AND (kinds = '{}'::character varying(80)[]) AND (lowest_priority IS NULL) AND (networks = '{}'::character varying(80)[]) AND (purposes = '{}'::character varying(80)[]) AND (sentiments = '{}'::character varying(80)[]) AND (territories = '{}'::character varying(80)[]) AND (themes = '{}'::character varying(80)[]) AND (words = '{}'::character varying(80)[])))),
    CONSTRAINT routing_rule_has_department CHECK ((is_catch_all OR (department_id IS NOT NULL))),
    CONSTRAINT routing_rule_warns_in_between CHECK (((warn_minutes IS NULL) OR ((warn_minutes > 0) AND (warn_minutes < answer_minutes))))
);
ALTER TABLE public.escalations_routingrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.escalations_routingrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_adoptionquestion (
    id bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    brand_id bigint NOT NULL,
    decided_by_id bigint,
    adopted_id bigint,
    message_id bigint,
    CONSTRAINT adoption_decided_by_a_person CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL)) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL))))
);
CREATE TABLE public.inbox_adoptionquestion_candidates (
    id bigint NOT NULL,
    adoptionquestion_id bigint NOT NULL,
    message_id bigint NOT NULL
);
ALTER TABLE public.inbox_adoptionquestion_candidates ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_adoptionquestion_candidates_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.inbox_adoptionquestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_adoptionquestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_approval (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    reasons character varying(12)[] NOT NULL,
    doubt character varying(300) NOT NULL,
    asked text NOT NULL,
    text text NOT NULL,
    holding boolean NOT NULL,
    promised_for timestamp with time zone,
    deviation character varying(300) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    next_step_at timestamp with time zone,
    decided_at timestamp with time zone,
    words text NOT NULL,
    key uuid NOT NULL,
    asked_by_id bigint NOT NULL,
    brand_id bigint NOT NULL,
    decided_by_id bigint,
    interaction_id bigint NOT NULL,
    message_id bigint,
    used_id bigint,
    CONSTRAINT approval_before_publication CHECK (((message_id IS NULL) OR ((state)::text = ANY ((ARRAY['approved'::character varying, 'changed'::character varying, 'alone'::character varying])::text[])))),
    CONSTRAINT approval_by_another CHECK (((NOT ((state)::text = ANY ((ARRAY['approved'::character varying, 'changed'::character varying, 'sent_back'::character varying])::text[]))) OR ((decided_by_id IS NOT NULL) AND (NOT ((decided_by_id = asked_by_id) AND (decided_by_id IS NOT NULL)))))),
    CONSTRAINT approval_decided_has_time CHECK ((((decided_at IS NULL) AND ((state)::text = 'asked'::text)) OR ((NOT ((state)::text = 'asked'::text)) AND (decided_at IS NOT NULL))))
);
ALTER TABLE public.inbox_approval ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_approval_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_approvalrule (
    id bigint NOT NULL,
    minutes smallint NOT NULL,
    edition integer NOT NULL,
    approver_id bigint,
    backup_id bigint,
    brand_id bigint NOT NULL,
    CONSTRAINT approval_backup_is_another CHECK (((approver_id IS NULL) OR (backup_id IS NULL) OR (NOT ((approver_id = backup_id) AND (approver_id IS NOT NULL) AND (backup_id IS NOT NULL))))),
    CONSTRAINT approval_minutes_make_sense CHECK (((minutes >= 5) AND (minutes <= 2880))),
    CONSTRAINT inbox_approvalrule_edition_check CHECK ((edition >= 0)),
    CONSTRAINT inbox_approvalrule_minutes_check CHECK ((minutes >= 0))
);
ALTER TABLE public.inbox_approvalrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_approvalrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_attachment (
    id bigint NOT NULL,
    stored_as uuid NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    size integer NOT NULL,
    at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    message_id bigint NOT NULL,
    CONSTRAINT attachment_is_a_picture CHECK (((height >= 1) AND (size >= 1) AND (width >= 1))),
    CONSTRAINT inbox_attachment_height_check CHECK ((height >= 0)),
    CONSTRAINT inbox_attachment_size_check CHECK ((size >= 0)),
    CONSTRAINT inbox_attachment_width_check CHECK ((width >= 0))
);
ALTER TABLE public.inbox_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_bulkact (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    act character varying(12) NOT NULL,
    items jsonb NOT NULL,
    undone_at timestamp with time zone,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL
);
ALTER TABLE public.inbox_bulkact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_bulkact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_columnmap (
    id bigint NOT NULL,
    header character varying(64) NOT NULL,
    columns jsonb NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL
);
ALTER TABLE public.inbox_columnmap ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_columnmap_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_directed (
    id bigint NOT NULL,
    author_key character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    arrived_at timestamp with time zone,
    key uuid NOT NULL,
    approval_id bigint,
    arrived_id bigint,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    interaction_id bigint NOT NULL,
    linked_by_id bigint,
    message_id bigint,
    to_channel_id bigint NOT NULL,
    CONSTRAINT directed_arrival_has_time CHECK (((arrived_id IS NULL) OR (arrived_at IS NOT NULL))),
    CONSTRAINT directed_arrives_elsewhere CHECK (((arrived_id IS NULL) OR (NOT ((arrived_id = interaction_id) AND (arrived_id IS NOT NULL)))))
);
ALTER TABLE public.inbox_directed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_directed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_intakerun (
    id bigint NOT NULL,
    key uuid NOT NULL,
    file_name character varying(200) NOT NULL,
    stored_file character varying(300) NOT NULL,
    columns jsonb NOT NULL,
    state character varying(10) NOT NULL,
    read integer NOT NULL,
    taken integer NOT NULL,
    known integer NOT NULL,
    refused integer NOT NULL,
    warned integer NOT NULL,
    warnings jsonb NOT NULL,
    asked integer NOT NULL,
    attempts smallint NOT NULL,
    size bigint NOT NULL,
    "position" bigint NOT NULL,
    language character varying(8) NOT NULL,
    refused_file character varying(300) NOT NULL,
    error text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    channel_id bigint,
    CONSTRAINT inbox_intakerun_asked_check CHECK ((asked >= 0)),
    CONSTRAINT inbox_intakerun_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT inbox_intakerun_known_check CHECK ((known >= 0)),
    CONSTRAINT inbox_intakerun_position_check CHECK (("position" >= 0)),
    CONSTRAINT inbox_intakerun_read_check CHECK ((read >= 0)),
    CONSTRAINT inbox_intakerun_refused_check CHECK ((refused >= 0)),
    CONSTRAINT inbox_intakerun_size_check CHECK ((size >= 0)),
    CONSTRAINT inbox_intakerun_taken_check CHECK ((taken >= 0)),
    CONSTRAINT inbox_intakerun_warned_check CHECK ((warned >= 0))
);
ALTER TABLE public.inbox_intakerun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_intakerun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_interaction (
    id bigint NOT NULL,
    author character varying(200) NOT NULL,
    author_key character varying(200) NOT NULL,
    kind character varying(20) NOT NULL,
    theme character varying(80) NOT NULL,
    language character varying(8) NOT NULL,
    sentiment character varying(10) NOT NULL,
    priority smallint NOT NULL,
    state character varying(20) NOT NULL,
    reason character varying(200) NOT NULL,
    source character varying(10) NOT NULL,
    key uuid,
    opened_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    waiting_since timestamp with time zone,
    first_response_at timestamp with time zone,
    substantive_at timestamp with time zone,
    closed_at timestamp with time zone,
    reopened smallint NOT NULL,
    message_count integer NOT NULL,
    excerpt character varying(200) NOT NULL,
    needs_answer boolean GENERATED ALWAYS AS ((NOT (((state)::text = ANY ((ARRAY['hidden'::character varying, 'removed'::character varying, 'set_aside'::character varying])::text[])) OR ((kind)::text = 'abuse'::text)))) STORED,
    brand_id bigint NOT NULL,
    channel_id bigint NOT NULL,
    holder_id bigint,
    CONSTRAINT inbox_interaction_message_count_check CHECK ((message_count >= 0)),
    CONSTRAINT inbox_interaction_priority_check CHECK ((priority >= 0)),
    CONSTRAINT inbox_interaction_reopened_check CHECK ((reopened >= 0)),
    CONSTRAINT interaction_closed_has_time CHECK ((((closed_at IS NOT NULL) AND ((state)::text = 'closed'::text)) OR ((NOT ((state)::text = 'closed'::text)) AND (closed_at IS NULL)))),
    CONSTRAINT interaction_last_after_opened CHECK ((last_at >= opened_at))
);
ALTER TABLE public.inbox_interaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_interaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_interactionevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(30) NOT NULL,
    from_state character varying(20) NOT NULL,
    to_state character varying(20) NOT NULL,
    note text NOT NULL,
    details jsonb NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint,
    interaction_id bigint NOT NULL
);
ALTER TABLE public.inbox_interactionevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_interactionevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_learntword (
    id bigint NOT NULL,
    label character varying(10) NOT NULL,
    word character varying(40) NOT NULL,
    value character varying(20) NOT NULL,
    count integer NOT NULL,
    brand_id bigint NOT NULL,
    CONSTRAINT inbox_learntword_count_check CHECK ((count >= 0)),
    CONSTRAINT learnt_word_was_used CHECK ((count >= 1))
);
ALTER TABLE public.inbox_learntword ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_learntword_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_message (
    id bigint NOT NULL,
    network character varying(20) NOT NULL,
    external_id character varying(200),
    direction character varying(3) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    author character varying(200) NOT NULL,
    author_key character varying(200) NOT NULL,
    text text NOT NULL,
    in_reply_to character varying(200) NOT NULL,
    conversation character varying(200) NOT NULL,
    addressee_key character varying(200) NOT NULL,
    automatic boolean NOT NULL,
    holding boolean NOT NULL,
    url character varying(1000) NOT NULL,
    source character varying(10) NOT NULL,
    placed_by_person boolean NOT NULL,
    key uuid,
    labels jsonb,
    brand_id bigint NOT NULL,
    channel_id bigint NOT NULL,
    interaction_id bigint,
    recorded_by_id bigint,
    CONSTRAINT message_in_is_no_reply CHECK ((((direction)::text = 'out'::text) OR ((NOT automatic) AND (NOT holding))))
);
ALTER TABLE public.inbox_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_moderationact (
    id bigint NOT NULL,
    whole boolean NOT NULL,
    act character varying(10) NOT NULL,
    reason character varying(20) NOT NULL,
    rule character varying(300) NOT NULL,
    words text NOT NULL,
    text text NOT NULL,
    url character varying(1000) NOT NULL,
    author character varying(200) NOT NULL,
    author_key character varying(200) NOT NULL,
    despite_opinion boolean NOT NULL,
    confirms_abuse boolean NOT NULL,
    kind_before character varying(20) NOT NULL,
    at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    reversed_at timestamp with time zone,
    reversed_why character varying(300) NOT NULL,
    appealed_at timestamp with time zone,
    appeal_words text NOT NULL,
    appeal_state character varying(10) NOT NULL,
    decided_at timestamp with time zone,
    decision character varying(300) NOT NULL,
    appealed_by_id bigint,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    decided_by_id bigint,
    interaction_id bigint NOT NULL,
    message_id bigint,
    reversed_by_id bigint,
    CONSTRAINT moderation_appeal_by_another CHECK (((decided_by_id IS NULL) OR (NOT ((decided_by_id = by_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT moderation_appeal_decided CHECK (((((appeal_state)::text = ANY ((ARRAY[''::character varying, 'open'::character varying])::text[])) AND (decided_at IS NULL)) OR (((appeal_state)::text = ANY ((ARRAY['upheld'::character varying, 'reversed'::character varying])::text[])) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT moderation_appeal_has_state CHECK (((((appeal_state)::text = ''::text) AND (appealed_at IS NULL)) OR (NOT ((appeal_state)::text = ''::text)))),
    CONSTRAINT moderation_has_reason CHECK ((((act)::text = 'refocus'::text) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT moderation_reversed_by_somebody CHECK ((((reversed_at IS NULL) AND (reversed_by_id IS NULL)) OR ((reversed_at >= at) AND (reversed_by_id IS NOT NULL))))
);
ALTER TABLE public.inbox_moderationact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_moderationact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_promise (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    kept_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    brand_id bigint NOT NULL,
    interaction_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    message_id bigint NOT NULL,
    CONSTRAINT promise_due_after_made CHECK ((due_at > made_at)),
    CONSTRAINT promise_kept_has_time CHECK ((((kept_at IS NOT NULL) AND ((state)::text = 'kept'::text)) OR ((NOT ((state)::text = 'kept'::text)) AND (kept_at IS NULL))))
);
ALTER TABLE public.inbox_promise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_promise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_satisfaction (
    id bigint NOT NULL,
    points smallint NOT NULL,
    given_at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    brand_id bigint NOT NULL,
    interaction_id bigint NOT NULL,
    noted_by_id bigint NOT NULL,
    CONSTRAINT inbox_satisfaction_points_check CHECK ((points >= 0)),
    CONSTRAINT satisfaction_of_five_points CHECK (((points >= 1) AND (points <= 5)))
);
ALTER TABLE public.inbox_satisfaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_satisfaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_savedview (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    query character varying(2000) NOT NULL,
    shared boolean NOT NULL,
    "position" smallint NOT NULL,
    edition integer NOT NULL,
    key uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    brand_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    CONSTRAINT inbox_savedview_edition_check CHECK ((edition >= 0)),
    CONSTRAINT inbox_savedview_position_check CHECK (("position" >= 0)),
    CONSTRAINT saved_view_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);
ALTER TABLE public.inbox_savedview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_savedview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.inbox_waitingepisode (
    id bigint NOT NULL,
    number integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by character varying(200) NOT NULL,
    brand_id bigint NOT NULL,
    interaction_id bigint NOT NULL,
    CONSTRAINT episode_ends_after_start CHECK (((ended_at IS NULL) OR (ended_at >= opened_at))),
    CONSTRAINT inbox_waitingepisode_number_check CHECK ((number >= 0))
);
ALTER TABLE public.inbox_waitingepisode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_waitingepisode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.metrics_chosencolumns (
    id bigint NOT NULL,
    header character varying(64) NOT NULL,
    chosen jsonb NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL
);
ALTER TABLE public.metrics_chosencolumns ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.metrics_chosencolumns_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.metrics_correction (
    id bigint NOT NULL,
    before jsonb NOT NULL,
    source character varying(10) NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    corrected_at timestamp with time zone NOT NULL,
    by_id bigint,
    run_id bigint,
    snapshot_id bigint NOT NULL
);
ALTER TABLE public.metrics_correction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.metrics_correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.metrics_funnelfigure (
    id bigint NOT NULL,
    week date NOT NULL,
    stage character varying(10) NOT NULL,
    value bigint,
    from_communities bigint,
    source character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    file_id bigint,
    CONSTRAINT funnel_export_names_its_file CHECK ((((file_id IS NOT NULL) AND ((source)::text = 'export'::text)) OR ((NOT ((source)::text = 'export'::text)) AND (file_id IS NULL)))),
    CONSTRAINT funnel_part_of_the_whole CHECK (((from_communities IS NULL) OR ((from_communities <= value) AND (value IS NOT NULL)))),
    CONSTRAINT funnel_week_is_a_monday CHECK ((EXTRACT(isodow FROM week) = (1)::numeric)),
    CONSTRAINT metrics_funnelfigure_from_communities_check CHECK ((from_communities >= 0)),
    CONSTRAINT metrics_funnelfigure_value_check CHECK ((value >= 0))
);
ALTER TABLE public.metrics_funnelfigure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.metrics_funnelfigure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.metrics_funnelfile (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    header jsonb NOT NULL,
    content bytea,
    answers jsonb NOT NULL,
    weeks integer NOT NULL,
    at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone,
    key uuid NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT funnel_file_taken_is_let_go CHECK (((taken_at IS NULL) OR (content IS NULL))),
    CONSTRAINT metrics_funnelfile_weeks_check CHECK ((weeks >= 0))
);
ALTER TABLE public.metrics_funnelfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.metrics_funnelfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.metrics_metricsrun (
    id bigint NOT NULL,
    network character varying(20) NOT NULL,
    key uuid NOT NULL,
    file_name character varying(200) NOT NULL,
    stored_file character varying(300) NOT NULL,
    format character varying(200) NOT NULL,
    answers jsonb NOT NULL,
    columns jsonb NOT NULL,
    as_of date NOT NULL,
    state character varying(10) NOT NULL,
    read integer NOT NULL,
    taken integer NOT NULL,
    known integer NOT NULL,
    refused integer NOT NULL,
    corrected integer NOT NULL,
    new_posts integer NOT NULL,
    unused_columns jsonb NOT NULL,
    notes jsonb NOT NULL,
    attempts smallint NOT NULL,
    language character varying(8) NOT NULL,
    refused_file character varying(300) NOT NULL,
    error text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    brand_id bigint NOT NULL,
    by_id bigint,
    channel_id bigint,
    digest character varying(64) NOT NULL,
    size bigint NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT metrics_metricsrun_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT metrics_metricsrun_corrected_check CHECK ((corrected >= 0)),
    CONSTRAINT metrics_metricsrun_known_check CHECK ((known >= 0)),
    CONSTRAINT metrics_metricsrun_new_posts_check CHECK ((new_posts >= 0)),
    CONSTRAINT metrics_metricsrun_position_check CHECK (("position" >= 0)),
    CONSTRAINT metrics_metricsrun_read_check CHECK ((read >= 0)),
    CONSTRAINT metrics_metricsrun_refused_check CHECK ((refused >= 0)),
    CONSTRAINT metrics_metricsrun_size_check CHECK ((size >= 0)),
    CONSTRAINT metrics_metricsrun_taken_check CHECK ((taken >= 0)),
    CONSTRAINT metrics_run_over_has_time CHECK (((NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'failed'::character varying])::text[]))) OR (finished_at IS NOT NULL)))
);
ALTER TABLE public.metrics_metricsrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.metrics_metricsrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.metrics_snapshot (
    id bigint NOT NULL,
    network character varying(20) NOT NULL,
    scope character varying(10) NOT NULL,
    day date NOT NULL,
    source character varying(10) NOT NULL,
    series character varying(300) NOT NULL,
    figures jsonb NOT NULL,
    stands boolean NOT NULL,
    older jsonb NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    reach bigint GENERATED ALWAYS AS (((figures ->> 'reach'::text))::bigint) STORED,
    shown bigint GENERATED ALWAYS AS (COALESCE(((figures ->> 'impressions'::text))::bigint, ((figures ->> 'views'::text))::bigint)) STORED,
    engaged bigint GENERATED ALWAYS AS (COALESCE(((figures ->> 'engagements'::text))::bigint,
CASE
    WHEN (figures ?| '{reactions,likes,comments,shares,saves}'::text[]) THEN (((COALESCE(((figures ->> 'reactions'::text))::bigint, ((figures ->> 'likes'::text))::bigint, (0)::bigint) + COALESCE(((figures ->> 'comments'::text))::bigint, (0)::bigint)) + COALESCE(((figures ->> 'shares'::text))::bigint, (0)::bigint)) + COALESCE(((figures ->> 'saves'::text))::bigint, (0)::bigint))
    ELSE NULL::bigint
END)) STORED,
    brand_id bigint NOT NULL,
    by_id bigint,
    channel_id bigint,
    competitor_id bigint,
    post_id bigint,
    run_id bigint,
    comments bigint GENERATED ALWAYS AS (((figures ->> 'comments'::text))::bigint) STORED,
    rate double precision GENERATED ALWAYS AS (((COALESCE(((figures ->> 'engagements'::text))::bigint,
CASE
    WHEN (figures ?| '{reactions,likes,comments,shares,saves}'::text[]) THEN (((COALESCE(((figures ->> 'reactions'::text))::bigint, ((figures ->> 'likes'::text))::bigint, (0)::bigint) + COALESCE(((figures ->> 'comments'::text))::bigint, (0)::bigint)) + COALESCE(((figures ->> 'shares'::text))::bigint, (0)::bigint)) + COALESCE(((figures ->> 'saves'::text))::bigint, (0)::bigint))
    ELSE NULL::bigint
END))::double precision / (NULLIF(COALESCE(((figures ->> 'impressions'::text))::bigint, ((figures ->> 'views'::text))::bigint), 0))::double precision)) STORED,
    CONSTRAINT snapshot_of_an_export_names_it CHECK ((((run_id IS NOT NULL) AND ((source)::text = 'export'::text)) OR ((NOT ((source)::text = 'export'::text)) AND (run_id IS NULL)))),
    CONSTRAINT snapshot_of_channel_or_competitor CHECK ((((channel_id IS NOT NULL) AND (competitor_id IS NULL)) OR ((channel_id IS NULL) AND (competitor_id IS NOT NULL) AND (post_id IS NULL)))),
    CONSTRAINT snapshot_stands_for_a_post CHECK (((NOT stands) OR ((post_id IS NOT NULL) AND ((scope)::text = 'lifetime'::text))))
);
ALTER TABLE public.metrics_snapshot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.metrics_snapshot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.operations_failedtask (
    id bigint NOT NULL,
    task character varying(150) NOT NULL,
    args jsonb,
    error character varying(250) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    times integer NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    task_id character varying(64) NOT NULL,
    request_id character varying(64) NOT NULL,
    retried_at timestamp with time zone,
    retried_by_id bigint,
    CONSTRAINT operations_failedtask_times_check CHECK ((times >= 0))
);
ALTER TABLE public.operations_failedtask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.operations_failedtask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.protocol_asked (
    id bigint NOT NULL,
    interaction bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint,
    gap_id bigint NOT NULL
);
ALTER TABLE public.protocol_asked ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.protocol_asked_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.protocol_entry (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    key uuid,
    brand_id bigint NOT NULL
);
ALTER TABLE public.protocol_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.protocol_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.protocol_entryversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    situation character varying(150) NOT NULL,
    description text NOT NULL,
    kind character varying(20) NOT NULL,
    theme character varying(80) NOT NULL,
    answer_fr text NOT NULL,
    answer_en text NOT NULL,
    conditions text NOT NULL,
    sensitivity character varying(12) NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    what_changed character varying(250) NOT NULL,
    written_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone,
    brand_id bigint NOT NULL,
    department_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    written_by_id bigint,
    searched tsvector GENERATED ALWAYS AS ((((setweight(to_tsvector('public.cmhub_french'::regconfig, (COALESCE(situation, ''::character varying))::text), 'A'::"char") || setweight(to_tsvector('public.cmhub_french'::regconfig, (COALESCE(theme, ''::character varying))::text), 'B'::"char")) || setweight(to_tsvector('public.cmhub_french'::regconfig, COALESCE(description, ''::text)), 'C'::"char")) || setweight(to_tsvector('public.cmhub_french'::regconfig, ((((COALESCE(conditions, ''::text) || ' '::text) || COALESCE(answer_fr, ''::text)) || ' '::text) || COALESCE(answer_en, ''::text))), 'D'::"char"))) STORED,
    is_holding boolean NOT NULL,
    CONSTRAINT protocol_ends_after_start CHECK (((valid_until IS NULL) OR (valid_until > valid_from))),
    CONSTRAINT protocol_entryversion_number_check CHECK ((number >= 0)),
    CONSTRAINT protocol_has_an_answer CHECK ((NOT ((answer_en = ''::text) AND (answer_fr = ''::text))))
);
ALTER TABLE public.protocol_entryversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.protocol_entryversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.protocol_gap (
    id bigint NOT NULL,
    words character varying(150) NOT NULL,
    kind character varying(20) NOT NULL,
    count integer NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    settled_at timestamp with time zone,
    brand_id bigint NOT NULL,
    entry_id bigint,
    noted_by_id bigint,
    settled_by_id bigint,
    CONSTRAINT protocol_gap_count_check CHECK ((count >= 0)),
    CONSTRAINT protocol_gap_has_words CHECK ((NOT ((words)::text = ''::text))),
    CONSTRAINT protocol_gap_settled_has_time CHECK ((((settled_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (settled_at IS NOT NULL))))
);
ALTER TABLE public.protocol_gap ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.protocol_gap_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.protocol_use (
    id bigint NOT NULL,
    interaction bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    deviated boolean NOT NULL,
    why character varying(300) NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint,
    version_id bigint NOT NULL,
    CONSTRAINT protocol_use_why_deviates CHECK ((deviated OR ((why)::text = ''::text)))
);
ALTER TABLE public.protocol_use ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.protocol_use_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_ambassador (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    name_key character varying(200) NOT NULL,
    kind character varying(12) NOT NULL,
    state character varying(10) NOT NULL,
    topics character varying(80)[] NOT NULL,
    about text NOT NULL,
    private text NOT NULL,
    consented_on date,
    consent_how character varying(200) NOT NULL,
    next_on date,
    added_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    brand_id bigint NOT NULL,
    looked_after_by_id bigint,
    edition integer DEFAULT 1 NOT NULL,
    CONSTRAINT ambassador_private_with_consent CHECK (((private = ''::text) OR (consented_on IS NOT NULL))),
    CONSTRAINT publishing_ambassador_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.publishing_ambassador ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_ambassador_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_ambassadoraccount (
    id bigint NOT NULL,
    network character varying(20) NOT NULL,
    handle character varying(200) NOT NULL,
    handle_key character varying(200) NOT NULL,
    audience integer,
    counted_on date,
    ambassador_id bigint NOT NULL,
    CONSTRAINT ambassador_audience_on_a_day CHECK ((((audience IS NULL) AND (counted_on IS NULL)) OR ((audience IS NOT NULL) AND (counted_on IS NOT NULL)))),
    CONSTRAINT publishing_ambassadoraccount_audience_check CHECK ((audience >= 0))
);
ALTER TABLE public.publishing_ambassadoraccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_ambassadoraccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_ambassadorcontact (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    way character varying(10) NOT NULL,
    words text NOT NULL,
    key uuid NOT NULL,
    ambassador_id bigint NOT NULL,
    by_id bigint NOT NULL
);
ALTER TABLE public.publishing_ambassadorcontact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_ambassadorcontact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_brandword (
    id bigint NOT NULL,
    word character varying(60) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    added_by_id bigint NOT NULL,
    brand_id bigint NOT NULL
);
ALTER TABLE public.publishing_brandword ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_brandword_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_campaign (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    brand_id bigint NOT NULL,
    edition integer NOT NULL,
    ended_at timestamp with time zone,
    ended_by_id bigint,
    ends_on date,
    key uuid,
    metric character varying(15) NOT NULL,
    objective text NOT NULL,
    starts_on date,
    target bigint,
    CONSTRAINT campaign_days_in_order CHECK (((starts_on IS NULL) OR (ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT campaign_ended_by_somebody CHECK ((((ended_at IS NULL) AND (ended_by_id IS NULL)) OR ((ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL)))),
    CONSTRAINT campaign_target_of_a_metric CHECK (((target IS NULL) OR (NOT ((metric)::text = ''::text)))),
    CONSTRAINT publishing_campaign_edition_check CHECK ((edition >= 0)),
    CONSTRAINT publishing_campaign_target_check CHECK ((target >= 0))
);
CREATE TABLE public.publishing_campaign_channels (
    id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    channel_id bigint NOT NULL
);
ALTER TABLE public.publishing_campaign_channels ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_campaign_channels_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.publishing_campaign ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_campaign_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_campaigncost (
    id bigint NOT NULL,
    amount numeric(14,2),
    currency character varying(3) NOT NULL,
    set_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    set_by_id bigint NOT NULL,
    CONSTRAINT campaign_cost_is_not_negative CHECK (((amount IS NULL) OR (amount >= (0)::numeric)))
);
ALTER TABLE public.publishing_campaigncost ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_campaigncost_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_campaignresult (
    id bigint NOT NULL,
    metric character varying(15) NOT NULL,
    value bigint,
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    CONSTRAINT publishing_campaignresult_value_check CHECK ((value >= 0))
);
ALTER TABLE public.publishing_campaignresult ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_campaignresult_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_community (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    network character varying(20) NOT NULL,
    url character varying(1000) NOT NULL,
    owner character varying(12) NOT NULL,
    owner_name character varying(150) NOT NULL,
    members integer,
    counted_on date,
    counted_how character varying(10) NOT NULL,
    language character varying(5) NOT NULL,
    public text NOT NULL,
    tone text NOT NULL,
    rules text NOT NULL,
    not_done text NOT NULL,
    presence character varying(10) NOT NULL,
    visit_days smallint NOT NULL,
    visited_at timestamp with time zone,
    added_at timestamp with time zone NOT NULL,
    left_at timestamp with time zone,
    key uuid NOT NULL,
    brand_id bigint NOT NULL,
    edition integer DEFAULT 1 NOT NULL,
    CONSTRAINT community_counted_on_a_day CHECK ((((counted_on IS NULL) AND (members IS NULL)) OR ((counted_on IS NOT NULL) AND (members IS NOT NULL)))),
    CONSTRAINT publishing_community_edition_check CHECK ((edition >= 0)),
    CONSTRAINT publishing_community_members_check CHECK ((members >= 0)),
    CONSTRAINT publishing_community_visit_days_check CHECK ((visit_days >= 0))
);
ALTER TABLE public.publishing_community ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_community_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_erratum (
    id bigint NOT NULL,
    "where" character varying(10) NOT NULL,
    page character varying(200) NOT NULL,
    url character varying(1000) NOT NULL,
    error text NOT NULL,
    witness character varying(10) NOT NULL,
    witness_words character varying(150) NOT NULL,
    since timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    correction text NOT NULL,
    corrected_at timestamp with time zone,
    lesson text NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    edition integer NOT NULL,
    brand_id bigint NOT NULL,
    channel_id bigint,
    corrected_by_id bigint,
    noted_by_id bigint NOT NULL,
    post_id bigint,
    CONSTRAINT erratum_corrected_in_words CHECK ((((corrected_at IS NULL) AND (corrected_by_id IS NULL) AND (correction = ''::text)) OR ((corrected_at >= since) AND (corrected_by_id IS NOT NULL) AND (NOT (correction = ''::text))))),
    CONSTRAINT erratum_of_a_post CHECK ((((post_id IS NOT NULL) AND (("where")::text = 'post'::text)) OR ((NOT (("where")::text = 'post'::text)) AND (post_id IS NULL)))),
    CONSTRAINT erratum_seen_after_published CHECK ((seen_at >= since)),
    CONSTRAINT publishing_erratum_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.publishing_erratum ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_erratum_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_event (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    place character varying(200) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    notes text NOT NULL,
    cancelled_at timestamp with time zone,
    added_at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    brand_id bigint NOT NULL,
    edition integer DEFAULT 1 NOT NULL,
    CONSTRAINT event_ends_after_it_begins CHECK (((ends_at IS NULL) OR (ends_at >= starts_at))),
    CONSTRAINT publishing_event_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.publishing_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_event_posts (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    post_id bigint NOT NULL
);
ALTER TABLE public.publishing_event_posts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_event_posts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_experiment (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    hypothesis text NOT NULL,
    variant_a text NOT NULL,
    variant_b text NOT NULL,
    measure character varying(20) NOT NULL,
    counted character varying(200) NOT NULL,
    smallest numeric(12,5),
    planned integer NOT NULL,
    starts_on date,
    ends_on date,
    state character varying(10) NOT NULL,
    a_successes bigint,
    a_trials bigint,
    b_successes bigint,
    b_trials bigint,
    verdict character varying(15) NOT NULL,
    result jsonb,
    learned text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    key uuid NOT NULL,
    edition integer NOT NULL,
    brand_id bigint NOT NULL,
    ended_by_id bigint,
    made_by_id bigint NOT NULL,
    CONSTRAINT experiment_days_in_order CHECK (((starts_on IS NULL) OR (ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT experiment_over_has_time CHECK ((((ended_at IS NULL) AND ((state)::text = ANY ((ARRAY['draft'::character varying, 'running'::character varying])::text[])) AND ((verdict)::text = ''::text)) OR ((ended_at IS NOT NULL) AND ((state)::text = 'concluded'::text) AND (NOT ((verdict)::text = ''::text))) OR ((ended_at IS NOT NULL) AND ((state)::text = 'dropped'::text) AND ((verdict)::text = ''::text)))),
    CONSTRAINT experiment_plans_a_sample CHECK ((planned >= 1)),
    CONSTRAINT experiment_successes_of_trials CHECK ((((a_trials IS NULL) OR (a_successes <= a_trials)) AND ((b_trials IS NULL) OR (b_successes <= b_trials)))),
    CONSTRAINT publishing_experiment_a_successes_check CHECK ((a_successes >= 0)),
    CONSTRAINT publishing_experiment_a_trials_check CHECK ((a_trials >= 0)),
    CONSTRAINT publishing_experiment_b_successes_check CHECK ((b_successes >= 0)),
    CONSTRAINT publishing_experiment_b_trials_check CHECK ((b_trials >= 0)),
    CONSTRAINT publishing_experiment_edition_check CHECK ((edition >= 0)),
    CONSTRAINT publishing_experiment_planned_check CHECK ((planned >= 0))
);
ALTER TABLE public.publishing_experiment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_experiment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_experimentpost (
    id bigint NOT NULL,
    variant character varying(1) NOT NULL,
    experiment_id bigint NOT NULL,
    post_id bigint NOT NULL
);
ALTER TABLE public.publishing_experimentpost ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_experimentpost_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_followup (
    id bigint NOT NULL,
    what character varying(300) NOT NULL,
    due_on date NOT NULL,
    done_at timestamp with time zone,
    key uuid NOT NULL,
    done_by_id bigint,
    event_id bigint NOT NULL,
    who_id bigint NOT NULL,
    CONSTRAINT follow_up_done_by_somebody CHECK ((((done_at IS NULL) AND (done_by_id IS NULL)) OR ((done_at IS NOT NULL) AND (done_by_id IS NOT NULL))))
);
ALTER TABLE public.publishing_followup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_followup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_idea (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    text text NOT NULL,
    url character varying(1000) NOT NULL,
    came_from character varying(300) NOT NULL,
    state character varying(10) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    key uuid NOT NULL,
    brand_id bigint NOT NULL,
    ended_by_id bigint,
    made_by_id bigint NOT NULL,
    CONSTRAINT idea_ended_has_time CHECK ((((ended_at IS NULL) AND (ended_by_id IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL))))
);
ALTER TABLE public.publishing_idea ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_idea_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_imagecheck (
    id bigint NOT NULL,
    "group" uuid NOT NULL,
    question character varying(10) NOT NULL,
    fine boolean NOT NULL,
    remark character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT image_not_fine_says_why CHECK ((fine OR (NOT ((remark)::text = ''::text))))
);
ALTER TABLE public.publishing_imagecheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_imagecheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_invitation (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    name_key character varying(200) NOT NULL,
    answer character varying(10) NOT NULL,
    came boolean NOT NULL,
    ambassador_id bigint,
    event_id bigint NOT NULL
);
ALTER TABLE public.publishing_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_markedday (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(150) NOT NULL,
    day date NOT NULL,
    year smallint,
    country character varying(2) NOT NULL,
    hidden boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    key uuid,
    agency_id bigint NOT NULL,
    brand_id bigint,
    made_by_id bigint NOT NULL,
    CONSTRAINT publishing_markedday_year_check CHECK ((year >= 0))
);
ALTER TABLE public.publishing_markedday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_markedday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_media (
    id bigint NOT NULL,
    "group" uuid NOT NULL,
    kind character varying(10) NOT NULL,
    what character varying(300) NOT NULL,
    place character varying(1000) NOT NULL,
    owner character varying(150) NOT NULL,
    rights character varying(10) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    added_by_id bigint NOT NULL,
    brand_id bigint NOT NULL
);
ALTER TABLE public.publishing_media ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_media_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_post (
    id bigint NOT NULL,
    external_id character varying(200) NOT NULL,
    published_at timestamp with time zone,
    text text NOT NULL,
    url character varying(1000) NOT NULL,
    category character varying(20) NOT NULL,
    brand_id bigint NOT NULL,
    channel_id bigint NOT NULL,
    campaign_id bigint,
    state character varying(10) NOT NULL,
    origin character varying(10) NOT NULL,
    "group" uuid NOT NULL,
    title character varying(200) NOT NULL,
    link character varying(1000) NOT NULL,
    format character varying(10) NOT NULL,
    persona uuid,
    author_id bigint,
    planned_at timestamp with time zone,
    made_at timestamp with time zone NOT NULL,
    key uuid,
    edition integer NOT NULL,
    approval character varying(10) NOT NULL,
    approval_asked_by_id bigint,
    approval_at timestamp with time zone,
    approval_by_id bigint,
    approval_words character varying(600) NOT NULL,
    language character varying(5) NOT NULL,
    let_stand jsonb NOT NULL,
    proofread_alone boolean NOT NULL,
    proofread_at timestamp with time zone,
    proofread_by_id bigint,
    CONSTRAINT post_approved_by_another CHECK (((NOT ((approval)::text = 'approved'::text)) OR ((approval_at IS NOT NULL) AND (approval_by_id IS NOT NULL) AND (NOT ((approval_by_id = author_id) AND (approval_by_id IS NOT NULL) AND (author_id IS NOT NULL)))))),
    CONSTRAINT post_proofread_alone_is_said CHECK ((((NOT proofread_alone) AND (proofread_at IS NULL) AND (proofread_by_id IS NULL)) OR (proofread_alone AND (proofread_at IS NOT NULL) AND (proofread_by_id = author_id)) OR ((NOT proofread_alone) AND (proofread_at IS NOT NULL) AND (proofread_by_id IS NOT NULL) AND (NOT ((proofread_by_id = author_id) AND (proofread_by_id IS NOT NULL) AND (author_id IS NOT NULL)))))),
    CONSTRAINT post_proofread_by_somebody CHECK (((NOT ((state)::text = ANY ((ARRAY['proofread'::character varying, 'scheduled'::character varying])::text[]))) OR (proofread_at IS NOT NULL))),
    CONSTRAINT post_published_has_time CHECK (((((state)::text = 'published'::text) AND (published_at IS NOT NULL)) OR ((NOT ((state)::text = 'published'::text)) AND (published_at IS NULL)))),
    CONSTRAINT post_scheduled_has_time CHECK (((NOT ((state)::text = 'scheduled'::text)) OR (planned_at IS NOT NULL))),
    CONSTRAINT publishing_post_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.publishing_post ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_postevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(20) NOT NULL,
    to_state character varying(10) NOT NULL,
    details jsonb NOT NULL,
    by_id bigint,
    post_id bigint NOT NULL
);
ALTER TABLE public.publishing_postevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_postevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_relay (
    id bigint NOT NULL,
    "on" date NOT NULL,
    url character varying(1000) NOT NULL,
    reach integer,
    words character varying(300) NOT NULL,
    logged_at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    ambassador_id bigint NOT NULL,
    logged_by_id bigint NOT NULL,
    post_id bigint,
    CONSTRAINT publishing_relay_reach_check CHECK ((reach >= 0)),
    CONSTRAINT relay_says_of_what CHECK (((post_id IS NOT NULL) OR (NOT ((url)::text = ''::text)) OR (NOT ((words)::text = ''::text))))
);
ALTER TABLE public.publishing_relay ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_relay_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publishing_visit (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    seen text NOT NULL,
    members integer,
    key uuid NOT NULL,
    by_id bigint NOT NULL,
    community_id bigint NOT NULL,
    CONSTRAINT publishing_visit_members_check CHECK ((members >= 0))
);
ALTER TABLE public.publishing_visit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_visit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);
ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);
ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_author (
    id bigint NOT NULL,
    brand_id bigint NOT NULL,
    user_id bigint NOT NULL,
    strategy_id bigint NOT NULL
);
ALTER TABLE public.strategy_author ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_author_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_briefing (
    id bigint NOT NULL,
    title character varying(150) NOT NULL,
    text text NOT NULL,
    confidentiality character varying(12) NOT NULL,
    for_everybody boolean NOT NULL,
    due_at timestamp with time zone NOT NULL,
    version smallint NOT NULL,
    written_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    reminded_at timestamp with time zone,
    key uuid NOT NULL,
    brand_id bigint NOT NULL,
    corrects_id bigint,
    withdrawn_by_id bigint,
    written_by_id bigint NOT NULL,
    CONSTRAINT briefing_due_after_written CHECK ((due_at >= written_at)),
    CONSTRAINT briefing_first_version_corrects_none CHECK ((((corrects_id IS NULL) AND (version = 1)) OR ((corrects_id IS NOT NULL) AND (version > 1)))),
    CONSTRAINT briefing_withdrawn_by_somebody CHECK ((((withdrawn_at IS NULL) AND (withdrawn_by_id IS NULL)) OR ((withdrawn_at IS NOT NULL) AND (withdrawn_by_id IS NOT NULL)))),
    CONSTRAINT strategy_briefing_version_check CHECK ((version >= 0))
);
ALTER TABLE public.strategy_briefing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_briefing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_briefingreading (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    briefing_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.strategy_briefingreading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_briefingreading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_briefingtarget (
    id bigint NOT NULL,
    brand_id bigint NOT NULL,
    briefing_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.strategy_briefingtarget ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_briefingtarget_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_charterdecision (
    id bigint NOT NULL,
    duty character varying(20) NOT NULL,
    posts character varying(30)[] NOT NULL,
    words character varying(500) NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    decided_by_id bigint,
    CONSTRAINT charter_decided_in_writing CHECK ((NOT ((words)::text = ''::text))),
    CONSTRAINT charter_posts_are_known CHECK ((posts <@ ARRAY['community_manager'::character varying(30), 'social_media_manager'::character varying(30), 'content_manager'::character varying(30), 'strategist'::character varying(30), 'customer_service'::character varying(30), 'tech_support'::character varying(30), 'designer'::character varying(30), 'webmaster'::character varying(30), 'advertiser'::character varying(30), 'seller'::character varying(30)]))
);
ALTER TABLE public.strategy_charterdecision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_charterdecision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_communitycode (
    id bigint NOT NULL,
    key uuid NOT NULL,
    "position" smallint NOT NULL,
    name character varying(120) NOT NULL,
    network character varying(20) NOT NULL,
    codes text NOT NULL,
    brand_id bigint NOT NULL,
    strategy_id bigint NOT NULL,
    CONSTRAINT strategy_communitycode_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.strategy_communitycode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_communitycode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_decisionmaker (
    id bigint NOT NULL,
    key uuid NOT NULL,
    "position" smallint NOT NULL,
    decides character varying(300) NOT NULL,
    brand_id bigint NOT NULL,
    contact_id bigint,
    user_id bigint,
    strategy_id bigint NOT NULL,
    CONSTRAINT decision_maker_is_one_person CHECK ((((contact_id IS NOT NULL) AND (user_id IS NULL)) OR ((contact_id IS NULL) AND (user_id IS NOT NULL)))),
    CONSTRAINT strategy_decisionmaker_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.strategy_decisionmaker ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_decisionmaker_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_mixshare (
    id bigint NOT NULL,
    key uuid NOT NULL,
    "position" smallint NOT NULL,
    category character varying(15) NOT NULL,
    percent smallint NOT NULL,
    brand_id bigint NOT NULL,
    strategy_id bigint NOT NULL,
    CONSTRAINT mix_share_is_a_share CHECK (((percent >= 1) AND (percent <= 100))),
    CONSTRAINT strategy_mixshare_percent_check CHECK ((percent >= 0)),
    CONSTRAINT strategy_mixshare_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.strategy_mixshare ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_mixshare_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_networkplan (
    id bigint NOT NULL,
    key uuid NOT NULL,
    "position" smallint NOT NULL,
    network character varying(20) NOT NULL,
    purpose character varying(20) NOT NULL,
    reason text NOT NULL,
    posts_per_week numeric(5,2),
    response_minutes integer,
    brand_id bigint NOT NULL,
    strategy_id bigint NOT NULL,
    posts_approved boolean NOT NULL,
    CONSTRAINT network_plan_answers_in_a_month CHECK (((response_minutes IS NULL) OR ((response_minutes >= 1) AND (response_minutes <= 44640)))),
    CONSTRAINT network_plan_posts_are_possible CHECK (((posts_per_week IS NULL) OR ((posts_per_week >= (0)::numeric) AND (posts_per_week <= (500)::numeric)))),
    CONSTRAINT strategy_networkplan_position_check CHECK (("position" >= 0)),
    CONSTRAINT strategy_networkplan_response_minutes_check CHECK ((response_minutes >= 0))
);
ALTER TABLE public.strategy_networkplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_networkplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_objective (
    id bigint NOT NULL,
    key uuid NOT NULL,
    "position" smallint NOT NULL,
    metric character varying(80) NOT NULL,
    start numeric(18,4) NOT NULL,
    target numeric(18,4) NOT NULL,
    due date NOT NULL,
    why character varying(300) NOT NULL,
    direction character varying(4) GENERATED ALWAYS AS (
CASE
    WHEN (target > start) THEN 'up'::text
    ELSE 'down'::text
END) STORED,
    brand_id bigint NOT NULL,
    own_metric_id bigint,
    strategy_id bigint NOT NULL,
    CONSTRAINT objective_goes_somewhere CHECK ((NOT (start = target))),
    CONSTRAINT objective_has_one_metric CHECK (((((metric)::text = ''::text) AND (own_metric_id IS NOT NULL)) OR ((NOT ((metric)::text = ''::text)) AND (own_metric_id IS NULL)))),
    CONSTRAINT strategy_objective_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.strategy_objective ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_objective_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_ownmetric (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    unit character varying(30) NOT NULL,
    brand_id bigint NOT NULL
);
ALTER TABLE public.strategy_ownmetric ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_ownmetric_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_ownmetricvalue (
    id bigint NOT NULL,
    day date NOT NULL,
    value numeric(18,4) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    entered_by_id bigint,
    metric_id bigint NOT NULL
);
ALTER TABLE public.strategy_ownmetricvalue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_ownmetricvalue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_persona (
    id bigint NOT NULL,
    key uuid NOT NULL,
    "position" smallint NOT NULL,
    name character varying(120) NOT NULL,
    task text NOT NULL,
    drives text NOT NULL,
    frustrations text NOT NULL,
    size integer,
    influence character varying(10) NOT NULL,
    brand_id bigint NOT NULL,
    strategy_id bigint NOT NULL,
    CONSTRAINT strategy_persona_position_check CHECK (("position" >= 0)),
    CONSTRAINT strategy_persona_size_check CHECK ((size >= 0))
);
ALTER TABLE public.strategy_persona ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_persona_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_sectionedition (
    id bigint NOT NULL,
    section character varying(12) NOT NULL,
    edition integer NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    saved_by_id bigint,
    strategy_id bigint NOT NULL,
    page uuid,
    CONSTRAINT strategy_sectionedition_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.strategy_sectionedition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_sectionedition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_strategy (
    id bigint NOT NULL,
    version smallint NOT NULL,
    state character varying(10) NOT NULL,
    goals character varying(10)[] NOT NULL,
    goal_words text NOT NULL,
    company_strategy text NOT NULL,
    site_state character varying(10) NOT NULL,
    site_findings text NOT NULL,
    staff_state character varying(10) NOT NULL,
    staff_findings text NOT NULL,
    content_state character varying(10) NOT NULL,
    content_findings text NOT NULL,
    mission text NOT NULL,
    audience text NOT NULL,
    tone text NOT NULL,
    says text NOT NULL,
    does_not_say text NOT NULL,
    networks_apart text NOT NULL,
    in_time_percent smallint NOT NULL,
    crisis_words text NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    validated_at timestamp with time zone,
    validated_name character varying(150) NOT NULL,
    validated_email character varying(254) NOT NULL,
    superseded_at timestamp with time zone,
    begun_by_id bigint,
    brand_id bigint NOT NULL,
    submitted_by_id bigint,
    validated_by_id bigint,
    CONSTRAINT strategy_goals_are_known CHECK ((goals <@ ARRAY['known'::character varying(10), 'serve'::character varying(10), 'sell'::character varying(10)])),
    CONSTRAINT strategy_in_time_is_a_share CHECK (((in_time_percent >= 1) AND (in_time_percent <= 100))),
    CONSTRAINT strategy_strategy_in_time_percent_check CHECK ((in_time_percent >= 0)),
    CONSTRAINT strategy_strategy_version_check CHECK ((version >= 0)),
    CONSTRAINT strategy_submitted_has_time CHECK ((((state)::text = 'draft'::text) OR (submitted_at IS NOT NULL))),
    CONSTRAINT strategy_superseded_has_time CHECK (((NOT ((state)::text = 'superseded'::text)) OR (superseded_at IS NOT NULL))),
    CONSTRAINT strategy_validated_by_somebody CHECK (((NOT ((state)::text = ANY ((ARRAY['validated'::character varying, 'superseded'::character varying])::text[]))) OR ((validated_at IS NOT NULL) AND ((validated_by_id IS NOT NULL) OR (NOT ((validated_email)::text = ''::text))))))
);
ALTER TABLE public.strategy_strategy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_strategy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_strategyevent (
    id bigint NOT NULL,
    act character varying(10) NOT NULL,
    name character varying(150) NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint,
    strategy_id bigint NOT NULL
);
ALTER TABLE public.strategy_strategyevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_strategyevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_strategyreading (
    id bigint NOT NULL,
    read_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    strategy_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.strategy_strategyreading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_strategyreading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.strategy_validationlink (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    post character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    digest character varying(64) NOT NULL,
    key uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    used_at timestamp with time zone,
    asked_by_id bigint,
    brand_id bigint NOT NULL,
    strategy_id bigint NOT NULL,
    CONSTRAINT validation_link_expires_later CHECK ((expires_at > asked_at)),
    CONSTRAINT validation_link_used_or_revoked CHECK (((used_at IS NULL) OR (revoked_at IS NULL)))
);
ALTER TABLE public.strategy_validationlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.strategy_validationlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_assignment (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    role character varying(30) NOT NULL,
    is_lead boolean NOT NULL,
    under_supervision boolean NOT NULL,
    hours_per_week smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    brand_role_id bigint NOT NULL,
    user_id bigint NOT NULL,
    channel_id bigint,
    edition integer NOT NULL,
    ended_by_id bigint,
    follows_id bigint,
    key uuid,
    made_by_id bigint,
    CONSTRAINT assignment_hours_fit_a_week CHECK ((hours_per_week <= 168)),
    CONSTRAINT assignment_lead_has_channel CHECK (((NOT is_lead) OR (channel_id IS NOT NULL))),
    CONSTRAINT team_assignment_edition_check CHECK ((edition >= 0)),
    CONSTRAINT team_assignment_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on > starts_on))),
    CONSTRAINT team_assignment_hours_per_week_check CHECK ((hours_per_week >= 0))
);
ALTER TABLE public.team_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_budget (
    id bigint NOT NULL,
    amount numeric(14,2),
    currency character varying(3) NOT NULL,
    starts_on date NOT NULL,
    set_by_id bigint NOT NULL,
    set_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    CONSTRAINT budget_is_not_negative CHECK (((amount IS NULL) OR (amount >= (0)::numeric)))
);
ALTER TABLE public.team_budget ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_budget_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_calendarfeed (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_fetched_at timestamp with time zone,
    brand_id bigint,
    revoked_by_id bigint,
    user_id bigint NOT NULL,
    kind character varying(20) NOT NULL
);
ALTER TABLE public.team_calendarfeed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_calendarfeed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_channel (
    id bigint NOT NULL,
    network character varying(20) NOT NULL,
    purpose character varying(20) NOT NULL,
    slug character varying(80) NOT NULL,
    name character varying(150) NOT NULL,
    handle character varying(100) NOT NULL,
    url character varying(200) NOT NULL,
    hours jsonb NOT NULL,
    state character varying(10) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    department_id bigint,
    cadence_words character varying(200) NOT NULL,
    credentials_holder_id bigint,
    credentials_place character varying(200) NOT NULL,
    edition integer NOT NULL,
    key uuid,
    posts_per_week numeric(5,2),
    state_decided_at timestamp with time zone,
    state_decided_by_id bigint,
    state_reason character varying(300) NOT NULL,
    territory_id bigint,
    CONSTRAINT channel_department_when_its_own CHECK ((((department_id IS NOT NULL) AND ((purpose)::text = 'department'::text)) OR ((NOT ((purpose)::text = 'department'::text)) AND (department_id IS NULL)))),
    CONSTRAINT channel_posts_not_negative CHECK (((posts_per_week IS NULL) OR (posts_per_week >= (0)::numeric))),
    CONSTRAINT channel_state_has_reason CHECK ((((state)::text = 'open'::text) OR (NOT ((state_reason)::text = ''::text)))),
    CONSTRAINT team_channel_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.team_channel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_channel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_developmentline (
    id bigint NOT NULL,
    question character varying(15) NOT NULL,
    action text NOT NULL,
    due_on date NOT NULL,
    edition integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    learned text NOT NULL,
    brand_id bigint NOT NULL,
    closed_by_id bigint,
    mentor_id bigint NOT NULL,
    user_id bigint NOT NULL,
    readiness_id bigint NOT NULL,
    settled_by_id bigint,
    CONSTRAINT development_closed_with_what_was_learned CHECK ((((closed_at IS NULL) AND (closed_by_id IS NULL) AND (learned = ''::text) AND (settled_by_id IS NULL)) OR ((closed_at IS NOT NULL) AND (closed_by_id IS NOT NULL) AND ((NOT (learned = ''::text)) OR (settled_by_id IS NOT NULL))))),
    CONSTRAINT development_mentor_is_another CHECK ((NOT (mentor_id = user_id))),
    CONSTRAINT team_developmentline_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.team_developmentline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_developmentline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_handover (
    id bigint NOT NULL,
    counts jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    channel_id bigint,
    of_id bigint NOT NULL,
    to_id bigint,
    by_id bigint NOT NULL,
    CONSTRAINT hand_over_to_somebody_else CHECK (((to_id IS NULL) OR (NOT ((to_id = of_id) AND (to_id IS NOT NULL)))))
);
ALTER TABLE public.team_handover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_neededskill (
    id bigint NOT NULL,
    skill character varying(20) NOT NULL,
    level smallint NOT NULL,
    people smallint NOT NULL,
    brand_id bigint NOT NULL,
    CONSTRAINT needed_level_is_known CHECK (((level >= 1) AND (level <= 4))),
    CONSTRAINT needed_people_are_some CHECK (((people >= 1) AND (people <= 50))),
    CONSTRAINT team_neededskill_level_check CHECK ((level >= 0)),
    CONSTRAINT team_neededskill_people_check CHECK ((people >= 0))
);
ALTER TABLE public.team_neededskill ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_neededskill_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_networksetup (
    id bigint NOT NULL,
    network character varying(20) NOT NULL,
    setup character varying(10) NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    decided_by_id bigint,
    edition integer NOT NULL,
    CONSTRAINT team_networksetup_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.team_networksetup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_networksetup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_pay (
    id bigint NOT NULL,
    amount numeric(14,2),
    currency character varying(3) NOT NULL,
    starts_on date NOT NULL,
    set_by_id bigint NOT NULL,
    set_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT pay_is_not_negative CHECK (((amount IS NULL) OR (amount >= (0)::numeric)))
);
ALTER TABLE public.team_pay ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_pay_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_readinessanswer (
    id bigint NOT NULL,
    question character varying(15) NOT NULL,
    is_yes boolean NOT NULL,
    evidence text NOT NULL,
    brand_id bigint NOT NULL,
    readiness_id bigint NOT NULL,
    CONSTRAINT readiness_answer_has_evidence CHECK ((NOT (evidence = ''::text))),
    CONSTRAINT readiness_question_is_known CHECK (((question)::text = ANY ((ARRAY['reach'::character varying, 'culture'::character varying, 'news'::character varying, 'regulation'::character varying, 'confidential'::character varying, 'images'::character varying, 'television'::character varying])::text[])))
);
ALTER TABLE public.team_readinessanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_readinessanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_readinesscheck (
    id bigint NOT NULL,
    latitude text NOT NULL,
    done_at timestamp with time zone NOT NULL,
    lapses_on date NOT NULL,
    key uuid,
    brand_id bigint NOT NULL,
    evaluator_id bigint NOT NULL,
    strategy_id bigint NOT NULL,
    user_id bigint NOT NULL,
    simulation_id bigint,
    CONSTRAINT readiness_checked_by_another CHECK ((NOT (evaluator_id = user_id))),
    CONSTRAINT readiness_says_the_latitude CHECK ((NOT (latitude = ''::text)))
);
ALTER TABLE public.team_readinesscheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_readinesscheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_rotapattern (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    name character varying(100) NOT NULL,
    kind character varying(10) NOT NULL,
    weeks_each smallint NOT NULL,
    holidays_too boolean NOT NULL,
    days_left_out date[] NOT NULL,
    edition integer NOT NULL,
    key uuid,
    brand_id bigint NOT NULL,
    CONSTRAINT rota_pattern_turn_is_some_weeks CHECK (((weeks_each >= 1) AND (weeks_each <= 8))),
    CONSTRAINT team_rotapattern_edition_check CHECK ((edition >= 0)),
    CONSTRAINT team_rotapattern_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on > starts_on))),
    CONSTRAINT team_rotapattern_weeks_each_check CHECK ((weeks_each >= 0))
);
ALTER TABLE public.team_rotapattern ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_rotapattern_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_rotaslot (
    id bigint NOT NULL,
    weekday smallint NOT NULL,
    starts time without time zone NOT NULL,
    ends_weekday smallint NOT NULL,
    ends time without time zone NOT NULL,
    brand_id bigint NOT NULL,
    pattern_id bigint NOT NULL,
    CONSTRAINT rota_slot_days_are_of_a_week CHECK ((((ends_weekday >= 1) AND (ends_weekday <= 7)) AND ((weekday >= 1) AND (weekday <= 7)))),
    CONSTRAINT team_rotaslot_ends_weekday_check CHECK ((ends_weekday >= 0)),
    CONSTRAINT team_rotaslot_weekday_check CHECK ((weekday >= 0))
);
ALTER TABLE public.team_rotaslot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_rotaslot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_rotaturn (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    brand_id bigint NOT NULL,
    pattern_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT team_rotaturn_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.team_rotaturn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_rotaturn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_shift (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    planned_start timestamp with time zone,
    by_hand boolean NOT NULL,
    recorded_afterwards boolean NOT NULL,
    uid uuid NOT NULL,
    edition integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    cancelled_at timestamp with time zone,
    key uuid,
    brand_id bigint NOT NULL,
    pattern_id bigint,
    user_id bigint NOT NULL,
    CONSTRAINT shift_ends_after_start CHECK ((ends_at > starts_at)),
    CONSTRAINT shift_lasts_a_week_at_most CHECK ((ends_at <= (starts_at + '7 days 02:00:00'::interval))),
    CONSTRAINT team_shift_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.team_shift ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_shift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_shiftswap (
    id bigint NOT NULL,
    note character varying(300) NOT NULL,
    state character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    key uuid,
    answered_by_id bigint,
    asked_id bigint,
    asked_by_id bigint NOT NULL,
    brand_id bigint NOT NULL,
    in_return_id bigint,
    shift_id bigint NOT NULL,
    CONSTRAINT swap_ends_with_an_answer CHECK ((((answered_at IS NULL) AND ((state)::text = 'asked'::text)) OR ((NOT ((state)::text = 'asked'::text)) AND (answered_at IS NOT NULL)))),
    CONSTRAINT swap_is_accepted_by_somebody CHECK (((NOT ((state)::text = 'accepted'::text)) OR (answered_by_id IS NOT NULL))),
    CONSTRAINT swap_is_with_another CHECK (((asked_id IS NULL) OR (NOT ((asked_id = asked_by_id) AND (asked_id IS NOT NULL))))),
    CONSTRAINT swap_return_is_of_who_is_asked CHECK (((in_return_id IS NULL) OR ((NOT ((in_return_id = shift_id) AND (in_return_id IS NOT NULL))) AND (asked_id IS NOT NULL))))
);
ALTER TABLE public.team_shiftswap ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_shiftswap_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_simulatedanswer (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    text text NOT NULL,
    answered_at timestamp with time zone,
    mark character varying(10) NOT NULL,
    words text NOT NULL,
    brand_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    simulation_id bigint NOT NULL,
    CONSTRAINT simulated_mark_in_words CHECK ((((mark)::text = ''::text) OR ((NOT (words = ''::text)) AND (NOT (text = ''::text))))),
    CONSTRAINT team_simulatedanswer_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.team_simulatedanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_simulatedanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_simulation (
    id bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    handed_in_at timestamp with time zone,
    marked_at timestamp with time zone,
    given_up_at timestamp with time zone,
    brand_id bigint NOT NULL,
    marked_by_id bigint,
    started_by_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT simulation_marked_by_another CHECK (((marked_by_id IS NULL) OR (NOT ((marked_by_id = user_id) AND (marked_by_id IS NOT NULL))))),
    CONSTRAINT simulation_marked_once_handed_in CHECK ((((marked_at IS NULL) AND (marked_by_id IS NULL)) OR ((handed_in_at IS NOT NULL) AND (marked_at IS NOT NULL) AND (marked_by_id IS NOT NULL)))),
    CONSTRAINT simulation_marked_or_given_up CHECK (((marked_at IS NULL) OR (given_up_at IS NULL))),
    CONSTRAINT simulation_started_by_another CHECK ((NOT (started_by_id = user_id)))
);
ALTER TABLE public.team_simulation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_simulation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_timeentry (
    id bigint NOT NULL,
    brand_id bigint NOT NULL,
    user_id bigint NOT NULL,
    channel_id bigint,
    duty character varying(20) NOT NULL,
    day date NOT NULL,
    minutes smallint NOT NULL,
    note character varying(200) NOT NULL,
    key uuid,
    logged_at timestamp with time zone NOT NULL,
    CONSTRAINT team_timeentry_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT time_entry_fits_a_day CHECK (((minutes >= 1) AND (minutes <= 1440)))
);
ALTER TABLE public.team_timeentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_timeentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_timer (
    id bigint NOT NULL,
    brand_id bigint NOT NULL,
    user_id bigint NOT NULL,
    duty character varying(20) NOT NULL,
    started_at timestamp with time zone NOT NULL
);
ALTER TABLE public.team_timer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_timer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.team_workassumption (
    id bigint NOT NULL,
    brand_id bigint NOT NULL,
    name character varying(30) NOT NULL,
    value numeric(7,2),
    edition integer NOT NULL,
    set_by_id bigint,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT team_workassumption_edition_check CHECK ((edition >= 0)),
    CONSTRAINT work_assumption_is_sensible CHECK (((value IS NULL) OR ((value >= (0)::numeric) AND (value <= (10000)::numeric))))
);
ALTER TABLE public.team_workassumption ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_workassumption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_competitor (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    words character varying(80)[] NOT NULL,
    dropped_at timestamp with time zone,
    brand_id bigint NOT NULL
);
ALTER TABLE public.watch_competitor ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_competitor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_digest (
    id bigint NOT NULL,
    week character varying(8) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    items integer NOT NULL,
    people integer NOT NULL,
    brand_id bigint NOT NULL,
    CONSTRAINT watch_digest_items_check CHECK ((items >= 0)),
    CONSTRAINT watch_digest_people_check CHECK ((people >= 0))
);
ALTER TABLE public.watch_digest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_digest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_entry (
    id bigint NOT NULL,
    title character varying(300) NOT NULL,
    title_key character varying(300) NOT NULL,
    summary text NOT NULL,
    url character varying(1000) NOT NULL,
    address character varying(1000) NOT NULL,
    at timestamp with time zone NOT NULL,
    found_at timestamp with time zone NOT NULL,
    topic character varying(15) NOT NULL,
    language character varying(5) NOT NULL,
    state character varying(10) NOT NULL,
    sorted_at timestamp with time zone,
    brand_id bigint NOT NULL,
    competitor_id bigint,
    item_id bigint,
    sorted_by_id bigint,
    CONSTRAINT watch_entry_sorted_has_time CHECK ((((sorted_at IS NULL) AND ((state)::text = 'waiting'::text)) OR ((NOT ((state)::text = 'waiting'::text)) AND (sorted_at IS NOT NULL))))
);
ALTER TABLE public.watch_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_item (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    text text NOT NULL,
    url character varying(1000) NOT NULL,
    "where" character varying(10) NOT NULL,
    network character varying(20) NOT NULL,
    place character varying(200) NOT NULL,
    author character varying(200) NOT NULL,
    author_key character varying(200) NOT NULL,
    language character varying(5) NOT NULL,
    topic character varying(15) NOT NULL,
    nature character varying(15) NOT NULL,
    state character varying(15) NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    logged_at timestamp with time zone NOT NULL,
    chain jsonb NOT NULL,
    step smallint NOT NULL,
    transmitted_at timestamp with time zone,
    acknowledge_by timestamp with time zone,
    acknowledged_at timestamp with time zone,
    next_step_at timestamp with time zone,
    decision text NOT NULL,
    decided_at timestamp with time zone,
    decided_name character varying(200) NOT NULL,
    decision_read_at timestamp with time zone,
    idea_at timestamp with time zone,
    digested_at timestamp with time zone,
    key uuid,
    brand_id bigint NOT NULL,
    competitor_id bigint,
    decided_by_id bigint,
    logged_by_id bigint NOT NULL,
    CONSTRAINT watch_item_acknowledged_has_time CHECK (((NOT ((state)::text = 'acknowledged'::text)) OR (acknowledged_at IS NOT NULL))),
    CONSTRAINT watch_item_decided_in_words CHECK ((((decided_at IS NOT NULL) AND ((state)::text = 'decided'::text) AND (NOT (decision = ''::text))) OR ((NOT ((state)::text = 'decided'::text)) AND (decided_at IS NULL) AND (decision = ''::text)))),
    CONSTRAINT watch_item_seen_before_logged CHECK ((seen_at <= logged_at)),
    CONSTRAINT watch_item_step_check CHECK ((step >= 0)),
    CONSTRAINT watch_item_transmitted_has_time CHECK (((NOT ((state)::text = ANY ((ARRAY['transmitted'::character varying, 'acknowledged'::character varying])::text[]))) OR (transmitted_at IS NOT NULL)))
);
ALTER TABLE public.watch_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_itemevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(20) NOT NULL,
    to_state character varying(15) NOT NULL,
    details jsonb NOT NULL,
    by_id bigint,
    item_id bigint NOT NULL
);
ALTER TABLE public.watch_itemevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_itemevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_itempicture (
    id bigint NOT NULL,
    stored_as uuid NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    size integer NOT NULL,
    at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    item_id bigint NOT NULL,
    CONSTRAINT watch_itempicture_height_check CHECK ((height >= 0)),
    CONSTRAINT watch_itempicture_size_check CHECK ((size >= 0)),
    CONSTRAINT watch_itempicture_width_check CHECK ((width >= 0)),
    CONSTRAINT watch_picture_is_a_picture CHECK (((height >= 1) AND (size >= 1) AND (width >= 1)))
);
ALTER TABLE public.watch_itempicture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_itempicture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_rule (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    topics character varying(80)[] NOT NULL,
    natures character varying(80)[] NOT NULL,
    words character varying(80)[] NOT NULL,
    recipients character varying(80)[] NOT NULL,
    weekly boolean NOT NULL,
    brand_id bigint NOT NULL,
    competitor_id bigint,
    department_id bigint,
    person_id bigint,
    CONSTRAINT watch_rule_tells_somebody CHECK (((NOT (recipients = '{}'::character varying(80)[])) OR (department_id IS NOT NULL) OR (person_id IS NOT NULL))),
    CONSTRAINT watch_rule_weekly_is_routine CHECK (((NOT weekly) OR (natures = ARRAY['routine'::character varying(80)])))
);
ALTER TABLE public.watch_rule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_sighting (
    id bigint NOT NULL,
    guid character varying(64) NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    entry_id bigint NOT NULL,
    source_id bigint NOT NULL
);
ALTER TABLE public.watch_sighting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_sighting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_source (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    template character varying(1000) NOT NULL,
    words character varying(200) NOT NULL,
    topic character varying(15) NOT NULL,
    language character varying(5) NOT NULL,
    every_minutes integer NOT NULL,
    etag character varying(500) NOT NULL,
    modified character varying(100) NOT NULL,
    paused_at timestamp with time zone,
    next_read_at timestamp with time zone NOT NULL,
    tried_at timestamp with time zone,
    read_at timestamp with time zone,
    failures integer NOT NULL,
    problem character varying(15) NOT NULL,
    status smallint,
    added_at timestamp with time zone NOT NULL,
    key uuid,
    added_by_id bigint,
    brand_id bigint NOT NULL,
    competitor_id bigint,
    CONSTRAINT watch_source_every_minutes_check CHECK ((every_minutes >= 0)),
    CONSTRAINT watch_source_failures_check CHECK ((failures >= 0)),
    CONSTRAINT watch_source_read_at_times CHECK (((every_minutes >= 15) AND (every_minutes <= 1440))),
    CONSTRAINT watch_source_status_check CHECK ((status >= 0))
);
ALTER TABLE public.watch_source ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_telling (
    id bigint NOT NULL,
    rung character varying(20) NOT NULL,
    name character varying(200) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    stands_in_for character varying(200) NOT NULL,
    why character varying(120) NOT NULL,
    expects boolean NOT NULL,
    mailed boolean NOT NULL,
    told_at timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    decided_at timestamp with time zone,
    brand_id bigint NOT NULL,
    contact_id bigint,
    item_id bigint NOT NULL,
    user_id bigint,
    CONSTRAINT watch_told_before_acknowledged CHECK (((acknowledged_at IS NULL) OR (acknowledged_at >= told_at)))
);
ALTER TABLE public.watch_telling ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_telling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_tellinglink (
    id bigint NOT NULL,
    salt character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    first_opened_at timestamp with time zone,
    last_opened_at timestamp with time zone,
    opened integer NOT NULL,
    made_by_id bigint,
    revoked_by_id bigint,
    telling_id bigint NOT NULL,
    CONSTRAINT watch_link_expires_later CHECK ((expires_at > made_at)),
    CONSTRAINT watch_link_opened_has_time CHECK ((((first_opened_at IS NULL) AND (last_opened_at IS NULL) AND (opened = 0)) OR ((first_opened_at IS NOT NULL) AND (last_opened_at IS NOT NULL) AND (opened > 0)))),
    CONSTRAINT watch_tellinglink_opened_check CHECK ((opened >= 0))
);
ALTER TABLE public.watch_tellinglink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_tellinglink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.weekly_decisionasked (
    id bigint NOT NULL,
    week character varying(8) NOT NULL,
    at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    edition integer NOT NULL,
    text text NOT NULL,
    asked_at timestamp with time zone,
    answer character varying(5) NOT NULL,
    words text NOT NULL,
    answered_at timestamp with time zone,
    answered_by_id bigint,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT decision_answered_by_somebody CHECK (((((answer)::text = ''::text) AND (answered_at IS NULL) AND (answered_by_id IS NULL)) OR ((NOT ((answer)::text = ''::text)) AND (answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL)))),
    CONSTRAINT weekly_decisionasked_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.weekly_decisionasked ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.weekly_decisionasked_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.weekly_frustrationtheme (
    id bigint NOT NULL,
    persona uuid NOT NULL,
    theme character varying(100) NOT NULL,
    at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL
);
ALTER TABLE public.weekly_frustrationtheme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.weekly_frustrationtheme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.weekly_insight (
    id bigint NOT NULL,
    week character varying(8) NOT NULL,
    at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    edition integer NOT NULL,
    area character varying(10) NOT NULL,
    text text NOT NULL,
    persona uuid,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT weekly_insight_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.weekly_insight ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.weekly_insight_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.weekly_quotation (
    id bigint NOT NULL,
    week character varying(8) NOT NULL,
    at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    edition integer NOT NULL,
    area character varying(10) NOT NULL,
    words text NOT NULL,
    said_at timestamp with time zone,
    network character varying(20) NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    insight_id bigint,
    message_id bigint,
    CONSTRAINT weekly_quotation_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.weekly_quotation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.weekly_quotation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.weekly_recommendation (
    id bigint NOT NULL,
    week character varying(8) NOT NULL,
    at timestamp with time zone NOT NULL,
    key uuid NOT NULL,
    edition integer NOT NULL,
    text text NOT NULL,
    owner_words character varying(120) NOT NULL,
    due_on date,
    progress character varying(10) NOT NULL,
    outcome text NOT NULL,
    settled_at timestamp with time zone,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL,
    owner_id bigint,
    settled_by_id bigint,
    CONSTRAINT recommendation_settled_has_time CHECK (((((progress)::text = 'open'::text) AND (settled_at IS NULL)) OR ((NOT ((progress)::text = 'open'::text)) AND (settled_at IS NOT NULL)))),
    CONSTRAINT weekly_recommendation_edition_check CHECK ((edition >= 0))
);
ALTER TABLE public.weekly_recommendation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.weekly_recommendation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.weekly_reportlink (
    id bigint NOT NULL,
    salt character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    first_opened_at timestamp with time zone,
    last_opened_at timestamp with time zone,
    opened integer NOT NULL,
    week character varying(8) NOT NULL,
    name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    brand_id bigint NOT NULL,
    made_by_id bigint,
    revoked_by_id bigint,
    CONSTRAINT report_link_expires_later CHECK ((expires_at > made_at)),
    CONSTRAINT report_link_opened_has_time CHECK ((((first_opened_at IS NULL) AND (last_opened_at IS NULL) AND (opened = 0)) OR ((first_opened_at IS NOT NULL) AND (last_opened_at IS NOT NULL) AND (opened > 0)))),
    CONSTRAINT weekly_reportlink_opened_check CHECK ((opened >= 0))
);
ALTER TABLE public.weekly_reportlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.weekly_reportlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.weekly_reportreading (
    id bigint NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL,
    report_id bigint NOT NULL
);
ALTER TABLE public.weekly_reportreading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.weekly_reportreading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.weekly_reportrecipient (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    gets boolean NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    chosen_by_id bigint NOT NULL,
    user_id bigint,
    CONSTRAINT report_recipient_is_somebody CHECK (((((email)::text = ''::text) AND (user_id IS NOT NULL)) OR ((user_id IS NULL) AND (NOT ((email)::text = ''::text)) AND (NOT ((name)::text = ''::text)))))
);
ALTER TABLE public.weekly_reportrecipient ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.weekly_reportrecipient_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.weekly_reportrun (
    id bigint NOT NULL,
    week character varying(8) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    error text NOT NULL,
    asked_by_id bigint,
    brand_id bigint NOT NULL
);
ALTER TABLE public.weekly_reportrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.weekly_reportrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.weekly_revisionoffer (
    id bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    computed_at timestamp with time zone,
    again boolean NOT NULL,
    quantitative jsonb NOT NULL,
    data_quality jsonb NOT NULL,
    others jsonb NOT NULL,
    closed_at timestamp with time zone,
    asked_by_id bigint,
    brand_id bigint NOT NULL,
    closed_by_id bigint,
    report_id bigint NOT NULL,
    revision_id bigint
);
ALTER TABLE public.weekly_revisionoffer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.weekly_revisionoffer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.weekly_themeword (
    id bigint NOT NULL,
    stem character varying(40) NOT NULL,
    theme character varying(80) NOT NULL,
    at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    by_id bigint NOT NULL
);
ALTER TABLE public.weekly_themeword ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.weekly_themeword_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.weekly_weeklyreport (
    id bigint NOT NULL,
    week character varying(8) NOT NULL,
    revision smallint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    time_zone character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    quantitative jsonb NOT NULL,
    data_quality jsonb NOT NULL,
    qualitative jsonb NOT NULL,
    charts jsonb NOT NULL,
    what_changed text NOT NULL,
    computed_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    validated_at timestamp with time zone,
    published_at timestamp with time zone,
    first_read_at timestamp with time zone,
    brand_id bigint NOT NULL,
    completed_by_id bigint,
    first_read_by_id bigint,
    published_by_id bigint,
    validated_by_id bigint,
    edition integer NOT NULL,
    draft jsonb NOT NULL,
    numbers jsonb NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT weekly_report_published_has_time CHECK (((NOT ((state)::text = ANY ((ARRAY['published'::character varying, 'read'::character varying])::text[]))) OR (published_at IS NOT NULL))),
    CONSTRAINT weekly_weeklyreport_edition_check CHECK ((edition >= 0)),
    CONSTRAINT weekly_weeklyreport_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.weekly_weeklyreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.weekly_weeklyreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
INSERT INTO public.django_migrations VALUES
	(1, 'accounts', '0001_who_and_where', 'now'),
	(2, 'account', '0001_initial', 'now'),
	(3, 'account', '0002_email_max_length', 'now'),
	(4, 'account', '0003_alter_emailaddress_create_unique_verified_email', 'now'),
	(5, 'account', '0004_alter_emailaddress_drop_unique_email', 'now'),
	(6, 'account', '0005_emailaddress_idx_upper_email', 'now'),
	(7, 'account', '0006_emailaddress_lower', 'now'),
	(8, 'account', '0007_emailaddress_idx_email', 'now'),
	(9, 'account', '0008_emailaddress_unique_primary_email_fixup', 'now'),
	(10, 'account', '0009_emailaddress_unique_primary_email', 'now'),
	(11, 'accounts', '0002_record_from_where', 'now'),
	(12, 'accounts', '0003_invitations_and_leaving', 'now'),
	(13, 'accounts', '0004_houses_and_roles', 'now'),
	(14, 'accounts', '0005_directory', 'now'),
	(15, 'accounts', '0006_skills_and_employment', 'now'),
	(16, 'accounts', '0007_invitations_onto_brands', 'now'),
	(17, 'accounts', '0008_notifications_and_exceptional_days', 'now'),
	(18, 'accounts', '0009_undelivered_pushes', 'now'),
	(19, 'brands', '0001_brands_and_roles', 'now'),
	(20, 'brands', '0002_retention', 'now'),
	(21, 'brands', '0003_row_security', 'now'),
	(22, 'brands', '0004_setup', 'now'),
	(23, 'annotations', '0001_annotations', 'now'),
	(24, 'api', '0001_tokens_and_webhooks', 'now'),
	(25, 'api', '0002_escalations_go_on', 'now'),
	(26, 'api', '0003_failed_deliveries', 'now'),
	(27, 'contenttypes', '0001_initial', 'now'),
	(28, 'contenttypes', '0002_remove_content_type_name', 'now'),
	(29, 'auth', '0001_initial', 'now'),
	(30, 'auth', '0002_alter_permission_name_max_length', 'now'),
	(31, 'auth', '0003_alter_user_email_max_length', 'now'),
	(32, 'auth', '0004_alter_user_username_opts', 'now'),
	(33, 'auth', '0005_alter_user_last_login_null', 'now'),
	(34, 'auth', '0006_require_contenttypes_0002', 'now'),
	(35, 'auth', '0007_alter_validators_add_error_messages', 'now'),
	(36, 'auth', '0008_alter_user_username_max_length', 'now'),
	(37, 'auth', '0009_alter_user_last_name_max_length', 'now'),
	(38, 'auth', '0010_alter_group_name_max_length', 'now'),
	(39, 'auth', '0011_update_proxy_permissions', 'now'),
	(40, 'auth', '0012_alter_user_first_name_max_length', 'now'),
	(41, 'watch', '0001_items_and_feeds', 'now'),
	(42, 'team', '0001_channels_and_assignments', 'now'),
	(43, 'team', '0002_skills_needed', 'now'),
	(44, 'strategy', '0001_strategies', 'now'),
	(45, 'protocol', '0001_protocol', 'now'),
	(46, 'team', '0003_readiness', 'now'),
	(47, 'team', '0004_rota', 'now'),
	(48, 'team', '0005_channels_and_handovers', 'now'),
	(49, 'team', '0006_time_and_means', 'now'),
	(50, 'team', '0007_network_editions', 'now'),
	(51, 'inbox', '0001_french_search', 'now'),
	(52, 'protocol', '0002_search', 'now'),
	(53, 'protocol', '0003_holding_texts', 'now'),
	(54, 'protocol', '0004_uses', 'now'),
	(55, 'inbox', '0002_interactions', 'now'),
	(56, 'inbox', '0003_notes_can_be_erased', 'now'),
	(57, 'inbox', '0004_search_in_scope', 'now'),
	(58, 'inbox', '0005_approvals', 'now'),
	(59, 'inbox', '0006_moderation', 'now'),
	(60, 'inbox', '0007_directions', 'now'),
	(61, 'inbox', '0008_views', 'now'),
	(62, 'inbox', '0009_suggestions', 'now'),
	(63, 'inbox', '0010_attachments', 'now'),
	(64, 'inbox', '0011_narrowed_lists', 'now'),
	(65, 'crisis', '0001_crises_and_surges', 'now'),
	(66, 'crisis', '0002_links', 'now'),
	(67, 'crisis', '0003_suspended_of_itself', 'now'),
	(68, 'diagnoses', '0001_staffing_readings', 'now'),
	(69, 'diagnoses', '0002_diagnoses_and_thresholds', 'now'),
	(70, 'escalations', '0001_rules_and_escalations', 'now'),
	(71, 'escalations', '0002_unfinished_by_state', 'now'),
	(72, 'escalations', '0003_why_as_facts', 'now'),
	(73, 'escalations', '0004_deputies', 'now'),
	(74, 'escalations', '0005_the_whole_way', 'now'),
	(75, 'escalations', '0006_watch_items', 'now'),
	(76, 'escalations', '0007_declined', 'now'),
	(77, 'inbox', '0012_members', 'now'),
	(78, 'inbox', '0013_satisfaction', 'now'),
	(79, 'watch', '0002_links', 'now'),
	(80, 'publishing', '0001_posts', 'now'),
	(81, 'publishing', '0002_ideas', 'now'),
	(82, 'publishing', '0003_planning', 'now'),
	(83, 'metrics', '0001_snapshots', 'now'),
	(84, 'metrics', '0002_taking_in', 'now'),
	(85, 'metrics', '0003_ranking', 'now'),
	(86, 'metrics', '0004_site_funnel', 'now'),
	(87, 'mfa', '0001_initial', 'now'),
	(88, 'mfa', '0002_authenticator_timestamps', 'now'),
	(89, 'mfa', '0003_authenticator_type_uniq', 'now'),
	(90, 'operations', '0001_failed_tasks', 'now'),
	(91, 'team', '0008_feed_kinds', 'now'),
	(92, 'publishing', '0004_marked_days', 'now'),
	(93, 'publishing', '0005_relations', 'now'),
	(94, 'publishing', '0006_life', 'now'),
	(95, 'publishing', '0007_campaigns_and_tests', 'now'),
	(96, 'publishing', '0008_editions', 'now'),
	(97, 'sessions', '0001_initial', 'now'),
	(98, 'socialaccount', '0001_initial', 'now'),
	(99, 'socialaccount', '0002_token_max_lengths', 'now'),
	(100, 'socialaccount', '0003_extra_data_default_dict', 'now'),
	(101, 'socialaccount', '0004_app_provider_id_settings', 'now'),
	(102, 'socialaccount', '0005_socialtoken_nullable_app', 'now'),
	(103, 'socialaccount', '0006_alter_socialaccount_extra_data', 'now'),
	(104, 'strategy', '0002_briefings', 'now'),
	(105, 'strategy', '0003_page_of_a_section', 'now'),
	(106, 'strategy', '0004_posts_approved', 'now'),
	(107, 'usersessions', '0001_initial', 'now'),
	(108, 'weekly', '0001_weekly_reports', 'now'),
	(109, 'weekly', '0002_readings_and_editions', 'now'),
	(110, 'weekly', '0003_qualitative_rows', 'now'),
	(111, 'weekly', '0004_themes_and_drafts', 'now'),
	(112, 'weekly', '0005_delivery', 'now'),
	(113, 'weekly', '0006_quotations_of_earlier_reports', 'now'),
	(114, 'weekly', '0007_numbers', 'now'),
	(115, 'weekly', '0008_sent', 'now'),
	(116, 'weekly', '0009_unsent', 'now');
SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_absence_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_agency_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_auditentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_certification_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_company_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_contact_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_department_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_employment_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_expert_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_holidaycorrection_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_invitation_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_leave_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_linecheck_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_membership_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_notice_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_notification_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_notificationpreferences_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_pushkey_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_pushmessage_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_pushsubscription_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_setuplink_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_skillassessment_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_territory_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_training_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_user_id_seq', 1, false);
SELECT pg_catalog.setval('public.annotations_annotation_id_seq', 1, false);
SELECT pg_catalog.setval('public.api_delivery_id_seq', 1, false);
SELECT pg_catalog.setval('public.api_token_id_seq', 1, false);
SELECT pg_catalog.setval('public.api_webhook_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.brands_brand_id_seq', 1, false);
SELECT pg_catalog.setval('public.brands_brandrole_id_seq', 1, false);
SELECT pg_catalog.setval('public.brands_brandterritory_id_seq', 1, false);
SELECT pg_catalog.setval('public.brands_setupdecision_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_call_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_crisis_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_crisisevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_crisistask_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_decision_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_lesson_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_lessonaction_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_statement_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_statementpublished_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_status_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_surge_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_suspension_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_telling_id_seq', 1, false);
SELECT pg_catalog.setval('public.crisis_tellinglink_id_seq', 1, false);
SELECT pg_catalog.setval('public.diagnoses_diagnosisreading_id_seq', 1, false);
SELECT pg_catalog.setval('public.diagnoses_diagnosisthreshold_id_seq', 1, false);
SELECT pg_catalog.setval('public.diagnoses_staffingreading_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 116, true);
SELECT pg_catalog.setval('public.escalations_answerfile_id_seq', 1, false);
SELECT pg_catalog.setval('public.escalations_answerlink_id_seq', 1, false);
SELECT pg_catalog.setval('public.escalations_carried_id_seq', 1, false);
SELECT pg_catalog.setval('public.escalations_escalation_id_seq', 1, false);
SELECT pg_catalog.setval('public.escalations_escalationevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.escalations_remark_id_seq', 1, false);
SELECT pg_catalog.setval('public.escalations_routingrule_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_adoptionquestion_candidates_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_adoptionquestion_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_approval_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_approvalrule_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_attachment_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_bulkact_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_columnmap_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_directed_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_intakerun_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_interaction_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_interactionevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_learntword_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_message_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_moderationact_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_promise_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_satisfaction_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_savedview_id_seq', 1, false);
SELECT pg_catalog.setval('public.inbox_waitingepisode_id_seq', 1, false);
SELECT pg_catalog.setval('public.metrics_chosencolumns_id_seq', 1, false);
SELECT pg_catalog.setval('public.metrics_correction_id_seq', 1, false);
SELECT pg_catalog.setval('public.metrics_funnelfigure_id_seq', 1, false);
SELECT pg_catalog.setval('public.metrics_funnelfile_id_seq', 1, false);
SELECT pg_catalog.setval('public.metrics_metricsrun_id_seq', 1, false);
SELECT pg_catalog.setval('public.metrics_snapshot_id_seq', 1, false);
SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);
SELECT pg_catalog.setval('public.operations_failedtask_id_seq', 1, false);
SELECT pg_catalog.setval('public.protocol_asked_id_seq', 1, false);
SELECT pg_catalog.setval('public.protocol_entry_id_seq', 1, false);
SELECT pg_catalog.setval('public.protocol_entryversion_id_seq', 1, false);
SELECT pg_catalog.setval('public.protocol_gap_id_seq', 1, false);
SELECT pg_catalog.setval('public.protocol_use_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_ambassador_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_ambassadoraccount_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_ambassadorcontact_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_brandword_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_campaign_channels_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_campaign_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_campaigncost_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_campaignresult_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_community_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_erratum_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_event_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_event_posts_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_experiment_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_experimentpost_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_followup_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_idea_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_imagecheck_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_invitation_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_markedday_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_media_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_post_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_postevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_relay_id_seq', 1, false);
SELECT pg_catalog.setval('public.publishing_visit_id_seq', 1, false);
SELECT pg_catalog.setval('public.socialaccount_socialaccount_id_seq', 1, false);
SELECT pg_catalog.setval('public.socialaccount_socialapp_id_seq', 1, false);
SELECT pg_catalog.setval('public.socialaccount_socialtoken_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_author_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_briefing_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_briefingreading_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_briefingtarget_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_charterdecision_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_communitycode_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_decisionmaker_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_mixshare_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_networkplan_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_objective_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_ownmetric_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_ownmetricvalue_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_persona_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_sectionedition_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_strategy_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_strategyevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_strategyreading_id_seq', 1, false);
SELECT pg_catalog.setval('public.strategy_validationlink_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_assignment_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_budget_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_calendarfeed_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_channel_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_developmentline_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_handover_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_neededskill_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_networksetup_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_pay_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_readinessanswer_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_readinesscheck_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_rotapattern_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_rotaslot_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_rotaturn_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_shift_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_shiftswap_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_simulatedanswer_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_simulation_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_timeentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_timer_id_seq', 1, false);
SELECT pg_catalog.setval('public.team_workassumption_id_seq', 1, false);
SELECT pg_catalog.setval('public.usersessions_usersession_id_seq', 1, false);
SELECT pg_catalog.setval('public.watch_competitor_id_seq', 1, false);
SELECT pg_catalog.setval('public.watch_digest_id_seq', 1, false);
SELECT pg_catalog.setval('public.watch_entry_id_seq', 1, false);
SELECT pg_catalog.setval('public.watch_item_id_seq', 1, false);
SELECT pg_catalog.setval('public.watch_itemevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.watch_itempicture_id_seq', 1, false);
SELECT pg_catalog.setval('public.watch_rule_id_seq', 1, false);
SELECT pg_catalog.setval('public.watch_sighting_id_seq', 1, false);
SELECT pg_catalog.setval('public.watch_source_id_seq', 1, false);
SELECT pg_catalog.setval('public.watch_telling_id_seq', 1, false);
SELECT pg_catalog.setval('public.watch_tellinglink_id_seq', 1, false);
SELECT pg_catalog.setval('public.weekly_decisionasked_id_seq', 1, false);
SELECT pg_catalog.setval('public.weekly_frustrationtheme_id_seq', 1, false);
SELECT pg_catalog.setval('public.weekly_insight_id_seq', 1, false);
SELECT pg_catalog.setval('public.weekly_quotation_id_seq', 1, false);
SELECT pg_catalog.setval('public.weekly_recommendation_id_seq', 1, false);
SELECT pg_catalog.setval('public.weekly_reportlink_id_seq', 1, false);
SELECT pg_catalog.setval('public.weekly_reportreading_id_seq', 1, false);
SELECT pg_catalog.setval('public.weekly_reportrecipient_id_seq', 1, false);
SELECT pg_catalog.setval('public.weekly_reportrun_id_seq', 1, false);
SELECT pg_catalog.setval('public.weekly_revisionoffer_id_seq', 1, false);
SELECT pg_catalog.setval('public.weekly_themeword_id_seq', 1, false);
SELECT pg_catalog.setval('public.weekly_weeklyreport_id_seq', 1, false);
ALTER TABLE ONLY public.accounts_absence
    ADD CONSTRAINT absence_once_at_a_time EXCLUDE USING gist (contact_id WITH =, daterange(starts_on, ends_on, '[)'::text) WITH &&) WHERE ((cancelled_at IS NULL));
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_absence
    ADD CONSTRAINT accounts_absence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_agency
    ADD CONSTRAINT accounts_agency_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_agency
    ADD CONSTRAINT accounts_agency_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.accounts_auditentry
    ADD CONSTRAINT accounts_auditentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_certification
    ADD CONSTRAINT accounts_certification_key_key UNIQUE (key);
ALTER TABLE ONLY public.accounts_certification
    ADD CONSTRAINT accounts_certification_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_certification
    ADD CONSTRAINT accounts_certification_replaces_id_key UNIQUE (replaces_id);
ALTER TABLE ONLY public.accounts_company
    ADD CONSTRAINT accounts_company_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_contact
    ADD CONSTRAINT accounts_contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_department
    ADD CONSTRAINT accounts_department_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_employment
    ADD CONSTRAINT accounts_employment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_expert
    ADD CONSTRAINT accounts_expert_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_holidaycorrection
    ADD CONSTRAINT accounts_holidaycorrection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_leave
    ADD CONSTRAINT accounts_leave_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_linecheck
    ADD CONSTRAINT accounts_linecheck_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.accounts_linecheck
    ADD CONSTRAINT accounts_linecheck_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_notice
    ADD CONSTRAINT accounts_notice_key_key UNIQUE (key);
ALTER TABLE ONLY public.accounts_notice
    ADD CONSTRAINT accounts_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_notification
    ADD CONSTRAINT accounts_notification_key_key UNIQUE (key);
ALTER TABLE ONLY public.accounts_notification
    ADD CONSTRAINT accounts_notification_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_notificationpreferences
    ADD CONSTRAINT accounts_notificationpreferences_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_notificationpreferences
    ADD CONSTRAINT accounts_notificationpreferences_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.accounts_pushkey
    ADD CONSTRAINT accounts_pushkey_name_key UNIQUE (name);
ALTER TABLE ONLY public.accounts_pushkey
    ADD CONSTRAINT accounts_pushkey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_pushmessage
    ADD CONSTRAINT accounts_pushmessage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_pushsubscription
    ADD CONSTRAINT accounts_pushsubscription_endpoint_key UNIQUE (endpoint);
ALTER TABLE ONLY public.accounts_pushsubscription
    ADD CONSTRAINT accounts_pushsubscription_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_setuplink
    ADD CONSTRAINT accounts_setuplink_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.accounts_setuplink
    ADD CONSTRAINT accounts_setuplink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_skillassessment
    ADD CONSTRAINT accounts_skillassessment_key_key UNIQUE (key);
ALTER TABLE ONLY public.accounts_skillassessment
    ADD CONSTRAINT accounts_skillassessment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_territory
    ADD CONSTRAINT accounts_territory_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_training
    ADD CONSTRAINT accounts_training_key_key UNIQUE (key);
ALTER TABLE ONLY public.accounts_training
    ADD CONSTRAINT accounts_training_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_email_key UNIQUE (email);
ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_ambassadoraccount
    ADD CONSTRAINT ambassador_account_once UNIQUE (ambassador_id, network, handle_key);
ALTER TABLE ONLY public.publishing_ambassador
    ADD CONSTRAINT ambassador_added_once UNIQUE (brand_id, key);
ALTER TABLE ONLY public.annotations_annotation
    ADD CONSTRAINT annotations_annotation_key_key UNIQUE (key);
ALTER TABLE ONLY public.annotations_annotation
    ADD CONSTRAINT annotations_annotation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.escalations_answerfile
    ADD CONSTRAINT answer_file_once UNIQUE (escalation_id, fingerprint, publishable);
ALTER TABLE ONLY public.api_delivery
    ADD CONSTRAINT api_delivery_number_key UNIQUE (number);
ALTER TABLE ONLY public.api_delivery
    ADD CONSTRAINT api_delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_key_key UNIQUE (key);
ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_webhook
    ADD CONSTRAINT api_webhook_key_key UNIQUE (key);
ALTER TABLE ONLY public.api_webhook
    ADD CONSTRAINT api_webhook_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.brands_brand
    ADD CONSTRAINT brand_name_once UNIQUE (agency_id, name);
ALTER TABLE ONLY public.brands_brandterritory
    ADD CONSTRAINT brand_territory_once UNIQUE (brand_id, territory_id);
ALTER TABLE ONLY public.brands_brandterritory
    ADD CONSTRAINT brand_territory_position_once UNIQUE (brand_id, "position");
ALTER TABLE ONLY public.brands_brand
    ADD CONSTRAINT brands_brand_key_key UNIQUE (key);
ALTER TABLE ONLY public.brands_brand
    ADD CONSTRAINT brands_brand_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.brands_brand
    ADD CONSTRAINT brands_brand_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.brands_brandrole
    ADD CONSTRAINT brands_brandrole_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.brands_brandterritory
    ADD CONSTRAINT brands_brandterritory_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.brands_setupdecision
    ADD CONSTRAINT brands_setupdecision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_briefingreading
    ADD CONSTRAINT briefing_read_once UNIQUE (briefing_id, user_id);
ALTER TABLE ONLY public.strategy_briefingtarget
    ADD CONSTRAINT briefing_target_once UNIQUE (briefing_id, user_id);
ALTER TABLE ONLY public.publishing_campaign
    ADD CONSTRAINT campaign_named_once UNIQUE (brand_id, name);
ALTER TABLE ONLY public.escalations_carried
    ADD CONSTRAINT carried_once UNIQUE (escalation_id, interaction_id);
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT channel_has_one_lead_at_a_time EXCLUDE USING gist (channel_id WITH =, daterange(starts_on, ends_on, '[)'::text) WITH &&) WHERE (is_lead);
ALTER TABLE ONLY public.team_channel
    ADD CONSTRAINT channel_slug_once UNIQUE (brand_id, slug);
ALTER TABLE ONLY public.metrics_chosencolumns
    ADD CONSTRAINT chosen_columns_once UNIQUE (brand_id, header);
ALTER TABLE ONLY public.inbox_columnmap
    ADD CONSTRAINT column_map_once UNIQUE (brand_id, header);
ALTER TABLE ONLY public.publishing_community
    ADD CONSTRAINT community_added_once UNIQUE (brand_id, key);
ALTER TABLE ONLY public.accounts_company
    ADD CONSTRAINT company_name_once UNIQUE (agency_id, name);
ALTER TABLE ONLY public.watch_competitor
    ADD CONSTRAINT competitor_named_once UNIQUE (brand_id, name);
ALTER TABLE ONLY public.publishing_ambassadorcontact
    ADD CONSTRAINT contact_logged_once UNIQUE (ambassador_id, key);
ALTER TABLE ONLY public.crisis_brandrhythm
    ADD CONSTRAINT crisis_brandrhythm_pkey PRIMARY KEY (brand_id);
ALTER TABLE ONLY public.crisis_call
    ADD CONSTRAINT crisis_call_key_key UNIQUE (key);
ALTER TABLE ONLY public.crisis_call
    ADD CONSTRAINT crisis_call_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_crisis
    ADD CONSTRAINT crisis_crisis_key_key UNIQUE (key);
ALTER TABLE ONLY public.crisis_crisis
    ADD CONSTRAINT crisis_crisis_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_crisisevent
    ADD CONSTRAINT crisis_crisisevent_key_key UNIQUE (key);
ALTER TABLE ONLY public.crisis_crisisevent
    ADD CONSTRAINT crisis_crisisevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_crisistask
    ADD CONSTRAINT crisis_crisistask_key_key UNIQUE (key);
ALTER TABLE ONLY public.crisis_crisistask
    ADD CONSTRAINT crisis_crisistask_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_decision
    ADD CONSTRAINT crisis_decision_key_key UNIQUE (key);
ALTER TABLE ONLY public.crisis_decision
    ADD CONSTRAINT crisis_decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_lesson
    ADD CONSTRAINT crisis_lesson_crisis_id_key UNIQUE (crisis_id);
ALTER TABLE ONLY public.crisis_lesson
    ADD CONSTRAINT crisis_lesson_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_lessonaction
    ADD CONSTRAINT crisis_lessonaction_key_key UNIQUE (key);
ALTER TABLE ONLY public.crisis_lessonaction
    ADD CONSTRAINT crisis_lessonaction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_reading
    ADD CONSTRAINT crisis_reading_pkey PRIMARY KEY (message);
ALTER TABLE ONLY public.crisis_statement
    ADD CONSTRAINT crisis_statement_key_key UNIQUE (key);
ALTER TABLE ONLY public.crisis_statement
    ADD CONSTRAINT crisis_statement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_statementpublished
    ADD CONSTRAINT crisis_statementpublished_key_key UNIQUE (key);
ALTER TABLE ONLY public.crisis_statementpublished
    ADD CONSTRAINT crisis_statementpublished_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_status
    ADD CONSTRAINT crisis_status_key_key UNIQUE (key);
ALTER TABLE ONLY public.crisis_status
    ADD CONSTRAINT crisis_status_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_surge
    ADD CONSTRAINT crisis_surge_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_suspension
    ADD CONSTRAINT crisis_suspension_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_telling
    ADD CONSTRAINT crisis_telling_contact_once UNIQUE (crisis_id, contact_id);
ALTER TABLE ONLY public.crisis_telling
    ADD CONSTRAINT crisis_telling_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crisis_telling
    ADD CONSTRAINT crisis_telling_user_once UNIQUE (crisis_id, user_id);
ALTER TABLE ONLY public.crisis_tellinglink
    ADD CONSTRAINT crisis_tellinglink_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.crisis_tellinglink
    ADD CONSTRAINT crisis_tellinglink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_decisionmaker
    ADD CONSTRAINT decision_maker_contact_once UNIQUE (strategy_id, contact_id);
ALTER TABLE ONLY public.strategy_decisionmaker
    ADD CONSTRAINT decision_maker_user_once UNIQUE (strategy_id, user_id);
ALTER TABLE ONLY public.accounts_department
    ADD CONSTRAINT department_slug_once UNIQUE (company_id, slug);
ALTER TABLE ONLY public.diagnoses_diagnosisreading
    ADD CONSTRAINT diagnosed_once UNIQUE (brand_id, week, revision);
ALTER TABLE ONLY public.diagnoses_diagnosisreading
    ADD CONSTRAINT diagnoses_diagnosisreading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.diagnoses_diagnosisthreshold
    ADD CONSTRAINT diagnoses_diagnosisthreshold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.diagnoses_staffingreading
    ADD CONSTRAINT diagnoses_staffingreading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.diagnoses_diagnosisthreshold
    ADD CONSTRAINT diagnosis_threshold_once UNIQUE (brand_id, name);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.inbox_waitingepisode
    ADD CONSTRAINT episode_number_once UNIQUE (interaction_id, number);
ALTER TABLE ONLY public.escalations_answerfile
    ADD CONSTRAINT escalations_answerfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.escalations_answerfile
    ADD CONSTRAINT escalations_answerfile_stored_as_key UNIQUE (stored_as);
ALTER TABLE ONLY public.escalations_answerlink
    ADD CONSTRAINT escalations_answerlink_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.escalations_answerlink
    ADD CONSTRAINT escalations_answerlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.escalations_carried
    ADD CONSTRAINT escalations_carried_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalation_key_key UNIQUE (key);
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.escalations_escalationevent
    ADD CONSTRAINT escalations_escalationevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.escalations_remark
    ADD CONSTRAINT escalations_remark_key_key UNIQUE (key);
ALTER TABLE ONLY public.escalations_remark
    ADD CONSTRAINT escalations_remark_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.escalations_routingrule
    ADD CONSTRAINT escalations_routingrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_event
    ADD CONSTRAINT event_added_once UNIQUE (brand_id, key);
ALTER TABLE ONLY public.publishing_experimentpost
    ADD CONSTRAINT experiment_post_once UNIQUE (experiment_id, post_id);
ALTER TABLE ONLY public.publishing_followup
    ADD CONSTRAINT follow_up_added_once UNIQUE (event_id, key);
ALTER TABLE ONLY public.weekly_frustrationtheme
    ADD CONSTRAINT frustration_theme_once UNIQUE (brand_id, persona, theme);
ALTER TABLE ONLY public.accounts_holidaycorrection
    ADD CONSTRAINT holiday_corrected_once UNIQUE (agency_id, country, region, date);
ALTER TABLE ONLY public.publishing_imagecheck
    ADD CONSTRAINT image_checked_once UNIQUE ("group", question);
ALTER TABLE ONLY public.inbox_adoptionquestion_candidates
    ADD CONSTRAINT inbox_adoptionquestion_c_adoptionquestion_id_mess_0079f05c_uniq UNIQUE (adoptionquestion_id, message_id);
ALTER TABLE ONLY public.inbox_adoptionquestion_candidates
    ADD CONSTRAINT inbox_adoptionquestion_candidates_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_adoptionquestion
    ADD CONSTRAINT inbox_adoptionquestion_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.inbox_adoptionquestion
    ADD CONSTRAINT inbox_adoptionquestion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_approval
    ADD CONSTRAINT inbox_approval_key_key UNIQUE (key);
ALTER TABLE ONLY public.inbox_approval
    ADD CONSTRAINT inbox_approval_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.inbox_approval
    ADD CONSTRAINT inbox_approval_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_approvalrule
    ADD CONSTRAINT inbox_approvalrule_brand_id_key UNIQUE (brand_id);
ALTER TABLE ONLY public.inbox_approvalrule
    ADD CONSTRAINT inbox_approvalrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_attachment
    ADD CONSTRAINT inbox_attachment_key_key UNIQUE (key);
ALTER TABLE ONLY public.inbox_attachment
    ADD CONSTRAINT inbox_attachment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_attachment
    ADD CONSTRAINT inbox_attachment_stored_as_key UNIQUE (stored_as);
ALTER TABLE ONLY public.inbox_bulkact
    ADD CONSTRAINT inbox_bulkact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_columnmap
    ADD CONSTRAINT inbox_columnmap_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_directed
    ADD CONSTRAINT inbox_directed_approval_id_key UNIQUE (approval_id);
ALTER TABLE ONLY public.inbox_directed
    ADD CONSTRAINT inbox_directed_key_key UNIQUE (key);
ALTER TABLE ONLY public.inbox_directed
    ADD CONSTRAINT inbox_directed_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.inbox_directed
    ADD CONSTRAINT inbox_directed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_intakerun
    ADD CONSTRAINT inbox_intakerun_key_key UNIQUE (key);
ALTER TABLE ONLY public.inbox_intakerun
    ADD CONSTRAINT inbox_intakerun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_interaction
    ADD CONSTRAINT inbox_interaction_key_key UNIQUE (key);
ALTER TABLE ONLY public.inbox_interaction
    ADD CONSTRAINT inbox_interaction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_interactionevent
    ADD CONSTRAINT inbox_interactionevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_learntword
    ADD CONSTRAINT inbox_learntword_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT inbox_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_moderationact
    ADD CONSTRAINT inbox_moderationact_key_key UNIQUE (key);
ALTER TABLE ONLY public.inbox_moderationact
    ADD CONSTRAINT inbox_moderationact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_promise
    ADD CONSTRAINT inbox_promise_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.inbox_promise
    ADD CONSTRAINT inbox_promise_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_satisfaction
    ADD CONSTRAINT inbox_satisfaction_key_key UNIQUE (key);
ALTER TABLE ONLY public.inbox_satisfaction
    ADD CONSTRAINT inbox_satisfaction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_savedview
    ADD CONSTRAINT inbox_savedview_key_key UNIQUE (key);
ALTER TABLE ONLY public.inbox_savedview
    ADD CONSTRAINT inbox_savedview_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_waitingepisode
    ADD CONSTRAINT inbox_waitingepisode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox_learntword
    ADD CONSTRAINT learnt_word_once UNIQUE (brand_id, label, word, value);
ALTER TABLE ONLY public.accounts_linecheck
    ADD CONSTRAINT line_check_once_a_form UNIQUE (key, contact_id, line);
ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT message_taken_once UNIQUE (brand_id, network, external_id);
ALTER TABLE ONLY public.metrics_chosencolumns
    ADD CONSTRAINT metrics_chosencolumns_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.metrics_correction
    ADD CONSTRAINT metrics_correction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.metrics_funnelfigure
    ADD CONSTRAINT metrics_funnelfigure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.metrics_funnelfile
    ADD CONSTRAINT metrics_funnelfile_key_key UNIQUE (key);
ALTER TABLE ONLY public.metrics_funnelfile
    ADD CONSTRAINT metrics_funnelfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.metrics_metricsrun
    ADD CONSTRAINT metrics_metricsrun_key_key UNIQUE (key);
ALTER TABLE ONLY public.metrics_metricsrun
    ADD CONSTRAINT metrics_metricsrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.metrics_snapshot
    ADD CONSTRAINT metrics_snapshot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_mixshare
    ADD CONSTRAINT mix_share_once UNIQUE (strategy_id, category);
ALTER TABLE ONLY public.team_neededskill
    ADD CONSTRAINT needed_skill_once UNIQUE (brand_id, skill);
ALTER TABLE ONLY public.team_networksetup
    ADD CONSTRAINT network_decided_once UNIQUE (brand_id, network);
ALTER TABLE ONLY public.strategy_networkplan
    ADD CONSTRAINT network_plan_once UNIQUE (strategy_id, network, purpose);
ALTER TABLE ONLY public.team_shift
    ADD CONSTRAINT nobody_is_their_own_backup EXCLUDE USING gist (brand_id WITH =, user_id WITH =, tstzrange(starts_at, ends_at, '[)'::text) WITH &&) WHERE ((cancelled_at IS NULL)) DEFERRABLE;
ALTER TABLE ONLY public.team_shift
    ADD CONSTRAINT one_on_call_of_a_kind_at_a_time EXCLUDE USING gist (brand_id WITH =, kind WITH =, tstzrange(starts_at, ends_at, '[)'::text) WITH &&) WHERE ((cancelled_at IS NULL)) DEFERRABLE;
ALTER TABLE ONLY public.operations_failedtask
    ADD CONSTRAINT operations_failedtask_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_ownmetric
    ADD CONSTRAINT own_metric_once UNIQUE (brand_id, name);
ALTER TABLE ONLY public.strategy_ownmetricvalue
    ADD CONSTRAINT own_metric_value_once_a_day UNIQUE (metric_id, day);
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT person_assigned_once_at_a_time EXCLUDE USING gist (user_id WITH =, channel_id WITH =, daterange(starts_on, ends_on, '[)'::text) WITH &&) WHERE ((channel_id IS NOT NULL));
ALTER TABLE ONLY public.accounts_employment
    ADD CONSTRAINT person_employed_once_at_a_time EXCLUDE USING gist (agency_id WITH =, user_id WITH =, daterange(starts_on, ends_on, '[)'::text) WITH &&);
ALTER TABLE ONLY public.accounts_leave
    ADD CONSTRAINT person_on_leave_once_at_a_time EXCLUDE USING gist (agency_id WITH =, user_id WITH =, daterange(starts_on, ends_on, '[)'::text) WITH &&);
ALTER TABLE ONLY public.protocol_asked
    ADD CONSTRAINT protocol_asked_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.protocol_entry
    ADD CONSTRAINT protocol_entry_key_key UNIQUE (key);
ALTER TABLE ONLY public.protocol_entry
    ADD CONSTRAINT protocol_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.protocol_entryversion
    ADD CONSTRAINT protocol_entryversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.protocol_asked
    ADD CONSTRAINT protocol_gap_asked_once UNIQUE (gap_id, interaction);
ALTER TABLE ONLY public.protocol_gap
    ADD CONSTRAINT protocol_gap_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.protocol_use
    ADD CONSTRAINT protocol_use_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.protocol_entryversion
    ADD CONSTRAINT protocol_version_once UNIQUE (entry_id, number);
ALTER TABLE ONLY public.publishing_ambassador
    ADD CONSTRAINT publishing_ambassador_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_ambassadoraccount
    ADD CONSTRAINT publishing_ambassadoraccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_ambassadorcontact
    ADD CONSTRAINT publishing_ambassadorcontact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_brandword
    ADD CONSTRAINT publishing_brandword_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_campaign_channels
    ADD CONSTRAINT publishing_campaign_chan_campaign_id_channel_id_39207b6d_uniq UNIQUE (campaign_id, channel_id);
ALTER TABLE ONLY public.publishing_campaign_channels
    ADD CONSTRAINT publishing_campaign_channels_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_campaign
    ADD CONSTRAINT publishing_campaign_key_key UNIQUE (key);
ALTER TABLE ONLY public.publishing_campaign
    ADD CONSTRAINT publishing_campaign_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_campaigncost
    ADD CONSTRAINT publishing_campaigncost_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_campaignresult
    ADD CONSTRAINT publishing_campaignresult_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_community
    ADD CONSTRAINT publishing_community_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_erratum
    ADD CONSTRAINT publishing_erratum_key_key UNIQUE (key);
ALTER TABLE ONLY public.publishing_erratum
    ADD CONSTRAINT publishing_erratum_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_event
    ADD CONSTRAINT publishing_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_event_posts
    ADD CONSTRAINT publishing_event_posts_event_id_post_id_230ef879_uniq UNIQUE (event_id, post_id);
ALTER TABLE ONLY public.publishing_event_posts
    ADD CONSTRAINT publishing_event_posts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_experiment
    ADD CONSTRAINT publishing_experiment_key_key UNIQUE (key);
ALTER TABLE ONLY public.publishing_experiment
    ADD CONSTRAINT publishing_experiment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_experimentpost
    ADD CONSTRAINT publishing_experimentpost_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_followup
    ADD CONSTRAINT publishing_followup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_idea
    ADD CONSTRAINT publishing_idea_key_key UNIQUE (key);
ALTER TABLE ONLY public.publishing_idea
    ADD CONSTRAINT publishing_idea_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_imagecheck
    ADD CONSTRAINT publishing_imagecheck_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_invitation
    ADD CONSTRAINT publishing_invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_markedday
    ADD CONSTRAINT publishing_markedday_key_key UNIQUE (key);
ALTER TABLE ONLY public.publishing_markedday
    ADD CONSTRAINT publishing_markedday_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_media
    ADD CONSTRAINT publishing_media_key_key UNIQUE (key);
ALTER TABLE ONLY public.publishing_media
    ADD CONSTRAINT publishing_media_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_post
    ADD CONSTRAINT publishing_post_key_key UNIQUE (key);
ALTER TABLE ONLY public.publishing_post
    ADD CONSTRAINT publishing_post_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_postevent
    ADD CONSTRAINT publishing_postevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_relay
    ADD CONSTRAINT publishing_relay_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publishing_visit
    ADD CONSTRAINT publishing_visit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_pushmessage
    ADD CONSTRAINT pushed_once UNIQUE (notice_id, subscription_id);
ALTER TABLE ONLY public.team_readinessanswer
    ADD CONSTRAINT readiness_question_once UNIQUE (readiness_id, question);
ALTER TABLE ONLY public.publishing_relay
    ADD CONSTRAINT relay_logged_once UNIQUE (ambassador_id, key);
ALTER TABLE ONLY public.weekly_reportreading
    ADD CONSTRAINT report_read_once_by_each UNIQUE (report_id, user_id);
ALTER TABLE ONLY public.weekly_reportrecipient
    ADD CONSTRAINT report_recipient_once UNIQUE (brand_id, user_id);
ALTER TABLE ONLY public.team_rotaslot
    ADD CONSTRAINT rota_slot_once UNIQUE (pattern_id, weekday, starts);
ALTER TABLE ONLY public.team_rotaturn
    ADD CONSTRAINT rota_turn_person_once UNIQUE (pattern_id, user_id);
ALTER TABLE ONLY public.team_rotaturn
    ADD CONSTRAINT rota_turn_position_once UNIQUE (pattern_id, "position");
ALTER TABLE ONLY public.escalations_routingrule
    ADD CONSTRAINT routing_rule_position_once UNIQUE (brand_id, "position") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.brands_setupdecision
    ADD CONSTRAINT setup_decided_once UNIQUE (brand_id, step);
ALTER TABLE ONLY public.team_shift
    ADD CONSTRAINT shift_planned_once UNIQUE (pattern_id, planned_start);
ALTER TABLE ONLY public.team_simulatedanswer
    ADD CONSTRAINT simulated_entry_once UNIQUE (simulation_id, entry_id);
ALTER TABLE ONLY public.team_simulatedanswer
    ADD CONSTRAINT simulated_position_once UNIQUE (simulation_id, "position");
ALTER TABLE ONLY public.metrics_snapshot
    ADD CONSTRAINT snapshot_once UNIQUE NULLS NOT DISTINCT (channel_id, post_id, competitor_id, network, scope, day, series);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);
ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.diagnoses_staffingreading
    ADD CONSTRAINT staffing_read_once UNIQUE (brand_id, week, revision);
ALTER TABLE ONLY public.crisis_statement
    ADD CONSTRAINT statement_version_once UNIQUE (crisis_id, number);
ALTER TABLE ONLY public.strategy_author
    ADD CONSTRAINT strategy_author_once UNIQUE (strategy_id, user_id);
ALTER TABLE ONLY public.strategy_author
    ADD CONSTRAINT strategy_author_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_briefing
    ADD CONSTRAINT strategy_briefing_corrects_id_key UNIQUE (corrects_id);
ALTER TABLE ONLY public.strategy_briefing
    ADD CONSTRAINT strategy_briefing_key_key UNIQUE (key);
ALTER TABLE ONLY public.strategy_briefing
    ADD CONSTRAINT strategy_briefing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_briefingreading
    ADD CONSTRAINT strategy_briefingreading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_briefingtarget
    ADD CONSTRAINT strategy_briefingtarget_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_charterdecision
    ADD CONSTRAINT strategy_charterdecision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_communitycode
    ADD CONSTRAINT strategy_communitycode_key_once UNIQUE (strategy_id, key);
ALTER TABLE ONLY public.strategy_communitycode
    ADD CONSTRAINT strategy_communitycode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_decisionmaker
    ADD CONSTRAINT strategy_decisionmaker_key_once UNIQUE (strategy_id, key);
ALTER TABLE ONLY public.strategy_decisionmaker
    ADD CONSTRAINT strategy_decisionmaker_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_mixshare
    ADD CONSTRAINT strategy_mixshare_key_once UNIQUE (strategy_id, key);
ALTER TABLE ONLY public.strategy_mixshare
    ADD CONSTRAINT strategy_mixshare_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_networkplan
    ADD CONSTRAINT strategy_networkplan_key_once UNIQUE (strategy_id, key);
ALTER TABLE ONLY public.strategy_networkplan
    ADD CONSTRAINT strategy_networkplan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_objective
    ADD CONSTRAINT strategy_objective_key_once UNIQUE (strategy_id, key);
ALTER TABLE ONLY public.strategy_objective
    ADD CONSTRAINT strategy_objective_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_ownmetric
    ADD CONSTRAINT strategy_ownmetric_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_ownmetricvalue
    ADD CONSTRAINT strategy_ownmetricvalue_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_persona
    ADD CONSTRAINT strategy_persona_key_once UNIQUE (strategy_id, key);
ALTER TABLE ONLY public.strategy_persona
    ADD CONSTRAINT strategy_persona_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_strategyreading
    ADD CONSTRAINT strategy_read_once UNIQUE (strategy_id, user_id);
ALTER TABLE ONLY public.strategy_sectionedition
    ADD CONSTRAINT strategy_section_once UNIQUE (strategy_id, section);
ALTER TABLE ONLY public.strategy_sectionedition
    ADD CONSTRAINT strategy_sectionedition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_strategy
    ADD CONSTRAINT strategy_strategy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_strategyevent
    ADD CONSTRAINT strategy_strategyevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_strategyreading
    ADD CONSTRAINT strategy_strategyreading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_validationlink
    ADD CONSTRAINT strategy_validationlink_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.strategy_validationlink
    ADD CONSTRAINT strategy_validationlink_key_key UNIQUE (key);
ALTER TABLE ONLY public.strategy_validationlink
    ADD CONSTRAINT strategy_validationlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strategy_strategy
    ADD CONSTRAINT strategy_version_once UNIQUE (brand_id, version);
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT team_assignment_brand_role_id_key UNIQUE (brand_role_id);
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT team_assignment_follows_id_key UNIQUE (follows_id);
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT team_assignment_key_key UNIQUE (key);
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT team_assignment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_budget
    ADD CONSTRAINT team_budget_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_calendarfeed
    ADD CONSTRAINT team_calendarfeed_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.team_calendarfeed
    ADD CONSTRAINT team_calendarfeed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_channel
    ADD CONSTRAINT team_channel_key_key UNIQUE (key);
ALTER TABLE ONLY public.team_channel
    ADD CONSTRAINT team_channel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_developmentline
    ADD CONSTRAINT team_developmentline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_handover
    ADD CONSTRAINT team_handover_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_neededskill
    ADD CONSTRAINT team_neededskill_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_networksetup
    ADD CONSTRAINT team_networksetup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_pay
    ADD CONSTRAINT team_pay_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_readinessanswer
    ADD CONSTRAINT team_readinessanswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_readinesscheck
    ADD CONSTRAINT team_readinesscheck_key_key UNIQUE (key);
ALTER TABLE ONLY public.team_readinesscheck
    ADD CONSTRAINT team_readinesscheck_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_readinesscheck
    ADD CONSTRAINT team_readinesscheck_simulation_id_key UNIQUE (simulation_id);
ALTER TABLE ONLY public.team_rotapattern
    ADD CONSTRAINT team_rotapattern_key_key UNIQUE (key);
ALTER TABLE ONLY public.team_rotapattern
    ADD CONSTRAINT team_rotapattern_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_rotaslot
    ADD CONSTRAINT team_rotaslot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_rotaturn
    ADD CONSTRAINT team_rotaturn_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_shift
    ADD CONSTRAINT team_shift_key_key UNIQUE (key);
ALTER TABLE ONLY public.team_shift
    ADD CONSTRAINT team_shift_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_shift
    ADD CONSTRAINT team_shift_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.team_shiftswap
    ADD CONSTRAINT team_shiftswap_key_key UNIQUE (key);
ALTER TABLE ONLY public.team_shiftswap
    ADD CONSTRAINT team_shiftswap_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_simulatedanswer
    ADD CONSTRAINT team_simulatedanswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_simulation
    ADD CONSTRAINT team_simulation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_timeentry
    ADD CONSTRAINT team_timeentry_key_key UNIQUE (key);
ALTER TABLE ONLY public.team_timeentry
    ADD CONSTRAINT team_timeentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_timer
    ADD CONSTRAINT team_timer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_timer
    ADD CONSTRAINT team_timer_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.team_workassumption
    ADD CONSTRAINT team_workassumption_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_territory
    ADD CONSTRAINT territory_name_once UNIQUE (agency_id, name);
ALTER TABLE ONLY public.weekly_themeword
    ADD CONSTRAINT theme_word_said_once UNIQUE (brand_id, stem);
ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);
ALTER TABLE ONLY public.publishing_visit
    ADD CONSTRAINT visit_written_once UNIQUE (community_id, key);
ALTER TABLE ONLY public.watch_competitor
    ADD CONSTRAINT watch_competitor_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_digest
    ADD CONSTRAINT watch_digest_once UNIQUE (brand_id, week);
ALTER TABLE ONLY public.watch_digest
    ADD CONSTRAINT watch_digest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_entry
    ADD CONSTRAINT watch_entry_item_id_key UNIQUE (item_id);
ALTER TABLE ONLY public.watch_entry
    ADD CONSTRAINT watch_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_item
    ADD CONSTRAINT watch_item_key_key UNIQUE (key);
ALTER TABLE ONLY public.watch_item
    ADD CONSTRAINT watch_item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_itemevent
    ADD CONSTRAINT watch_itemevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_itempicture
    ADD CONSTRAINT watch_itempicture_key_key UNIQUE (key);
ALTER TABLE ONLY public.watch_itempicture
    ADD CONSTRAINT watch_itempicture_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_itempicture
    ADD CONSTRAINT watch_itempicture_stored_as_key UNIQUE (stored_as);
ALTER TABLE ONLY public.watch_rule
    ADD CONSTRAINT watch_rule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_sighting
    ADD CONSTRAINT watch_sighting_once UNIQUE (source_id, guid);
ALTER TABLE ONLY public.watch_sighting
    ADD CONSTRAINT watch_sighting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_source
    ADD CONSTRAINT watch_source_key_key UNIQUE (key);
ALTER TABLE ONLY public.watch_source
    ADD CONSTRAINT watch_source_once UNIQUE (brand_id, template, words);
ALTER TABLE ONLY public.watch_source
    ADD CONSTRAINT watch_source_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_telling
    ADD CONSTRAINT watch_telling_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_tellinglink
    ADD CONSTRAINT watch_tellinglink_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.watch_tellinglink
    ADD CONSTRAINT watch_tellinglink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.weekly_decisionasked
    ADD CONSTRAINT weekly_decisionasked_key_key UNIQUE (key);
ALTER TABLE ONLY public.weekly_decisionasked
    ADD CONSTRAINT weekly_decisionasked_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.weekly_frustrationtheme
    ADD CONSTRAINT weekly_frustrationtheme_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.weekly_insight
    ADD CONSTRAINT weekly_insight_key_key UNIQUE (key);
ALTER TABLE ONLY public.weekly_insight
    ADD CONSTRAINT weekly_insight_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.weekly_quotation
    ADD CONSTRAINT weekly_quotation_key_key UNIQUE (key);
ALTER TABLE ONLY public.weekly_quotation
    ADD CONSTRAINT weekly_quotation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.weekly_recommendation
    ADD CONSTRAINT weekly_recommendation_key_key UNIQUE (key);
ALTER TABLE ONLY public.weekly_recommendation
    ADD CONSTRAINT weekly_recommendation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.weekly_weeklyreport
    ADD CONSTRAINT weekly_report_revision_once UNIQUE (brand_id, week, revision);
ALTER TABLE ONLY public.weekly_reportlink
    ADD CONSTRAINT weekly_reportlink_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.weekly_reportlink
    ADD CONSTRAINT weekly_reportlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.weekly_reportreading
    ADD CONSTRAINT weekly_reportreading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.weekly_reportrecipient
    ADD CONSTRAINT weekly_reportrecipient_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.weekly_reportrun
    ADD CONSTRAINT weekly_reportrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.weekly_revisionoffer
    ADD CONSTRAINT weekly_revisionoffer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.weekly_themeword
    ADD CONSTRAINT weekly_themeword_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.weekly_weeklyreport
    ADD CONSTRAINT weekly_weeklyreport_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.team_workassumption
    ADD CONSTRAINT work_assumed_once UNIQUE (brand_id, name);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX accounts_absence_cancelled_by_id_2d501bea ON public.accounts_absence USING btree (cancelled_by_id);
CREATE INDEX accounts_absence_company_id_879130c9 ON public.accounts_absence USING btree (company_id);
CREATE INDEX accounts_absence_contact_id_849a2e60 ON public.accounts_absence USING btree (contact_id);
CREATE INDEX accounts_absence_deputy_id_8bd37464 ON public.accounts_absence USING btree (deputy_id);
CREATE INDEX accounts_absence_made_by_id_a769f5e1 ON public.accounts_absence USING btree (made_by_id);
CREATE INDEX accounts_agency_slug_faf47ca7_like ON public.accounts_agency USING btree (slug varchar_pattern_ops);
CREATE INDEX accounts_certification_added_by_id_dd3c7cd5 ON public.accounts_certification USING btree (added_by_id);
CREATE INDEX accounts_certification_agency_id_af800bef ON public.accounts_certification USING btree (agency_id);
CREATE INDEX accounts_certification_user_id_cc5c1177 ON public.accounts_certification USING btree (user_id);
CREATE INDEX accounts_company_agency_id_132b0afa ON public.accounts_company USING btree (agency_id);
CREATE INDEX accounts_contact_department_id_04849cb8 ON public.accounts_contact USING btree (department_id);
CREATE INDEX accounts_contact_user_id_e56c2696 ON public.accounts_contact USING btree (user_id);
CREATE INDEX accounts_department_company_id_51470d70 ON public.accounts_department USING btree (company_id);
CREATE INDEX accounts_department_reports_to_id_0cab2089 ON public.accounts_department USING btree (reports_to_id);
CREATE INDEX accounts_department_slug_373c7802 ON public.accounts_department USING btree (slug);
CREATE INDEX accounts_department_slug_373c7802_like ON public.accounts_department USING btree (slug varchar_pattern_ops);
CREATE INDEX accounts_employment_agency_id_56747d1a ON public.accounts_employment USING btree (agency_id);
CREATE INDEX accounts_employment_mentor_id_90124e02 ON public.accounts_employment USING btree (mentor_id);
CREATE INDEX accounts_employment_user_id_22dfdb88 ON public.accounts_employment USING btree (user_id);
CREATE INDEX accounts_expert_company_id_6405b677 ON public.accounts_expert USING btree (company_id);
CREATE INDEX accounts_expert_department_id_598f06e4 ON public.accounts_expert USING btree (department_id);
CREATE INDEX accounts_holidaycorrection_agency_id_c6af106d ON public.accounts_holidaycorrection USING btree (agency_id);
CREATE INDEX accounts_holidaycorrection_made_by_id_758b0c88 ON public.accounts_holidaycorrection USING btree (made_by_id);
CREATE INDEX accounts_invitation_accepted_by_id_ba632539 ON public.accounts_invitation USING btree (accepted_by_id);
CREATE INDEX accounts_invitation_agency_id_a3df2c61 ON public.accounts_invitation USING btree (agency_id);
CREATE INDEX accounts_invitation_department_id_daf40ae5 ON public.accounts_invitation USING btree (department_id);
CREATE INDEX accounts_invitation_digest_4d068cc1_like ON public.accounts_invitation USING btree (digest varchar_pattern_ops);
CREATE INDEX accounts_invitation_invited_by_id_94a21efc ON public.accounts_invitation USING btree (invited_by_id);
CREATE INDEX accounts_leave_added_by_id_3cdecb59 ON public.accounts_leave USING btree (added_by_id);
CREATE INDEX accounts_leave_agency_id_92df3132 ON public.accounts_leave USING btree (agency_id);
CREATE INDEX accounts_leave_user_id_2206095d ON public.accounts_leave USING btree (user_id);
CREATE INDEX accounts_linecheck_asked_by_id_dc403a58 ON public.accounts_linecheck USING btree (asked_by_id);
CREATE INDEX accounts_linecheck_company_id_b0e0551c ON public.accounts_linecheck USING btree (company_id);
CREATE INDEX accounts_linecheck_confirmed_by_id_8d7fc3de ON public.accounts_linecheck USING btree (confirmed_by_id);
CREATE INDEX accounts_linecheck_contact_id_d91160a2 ON public.accounts_linecheck USING btree (contact_id);
CREATE INDEX accounts_linecheck_digest_e9db3b50_like ON public.accounts_linecheck USING btree (digest varchar_pattern_ops);
CREATE INDEX accounts_membership_agency_id_5ab2a535 ON public.accounts_membership USING btree (agency_id);
CREATE INDEX accounts_membership_user_id_487fb39e ON public.accounts_membership USING btree (user_id);
CREATE INDEX accounts_notice_agency_id_c1fae1d1 ON public.accounts_notice USING btree (agency_id);
CREATE INDEX accounts_notice_key_58f9a87f_like ON public.accounts_notice USING btree (key varchar_pattern_ops);
CREATE INDEX accounts_notice_user_id_5ad526c6 ON public.accounts_notice USING btree (user_id);
CREATE INDEX accounts_notification_agency_id_897c50c1 ON public.accounts_notification USING btree (agency_id);
CREATE INDEX accounts_notification_handled_by_id_6413077c ON public.accounts_notification USING btree (handled_by_id);
CREATE INDEX accounts_notification_key_68a736d7_like ON public.accounts_notification USING btree (key varchar_pattern_ops);
CREATE INDEX accounts_notification_user_id_30e6cfc5 ON public.accounts_notification USING btree (user_id);
CREATE INDEX accounts_pushkey_name_cb5f8ffe_like ON public.accounts_pushkey USING btree (name varchar_pattern_ops);
CREATE INDEX accounts_pushmessage_notice_id_d1366d42 ON public.accounts_pushmessage USING btree (notice_id);
CREATE INDEX accounts_pushmessage_subscription_id_187a04f4 ON public.accounts_pushmessage USING btree (subscription_id);
CREATE INDEX accounts_pushsubscription_endpoint_bd469897_like ON public.accounts_pushsubscription USING btree (endpoint varchar_pattern_ops);
CREATE INDEX accounts_pushsubscription_user_id_b0699f35 ON public.accounts_pushsubscription USING btree (user_id);
CREATE INDEX accounts_setuplink_digest_ed132734_like ON public.accounts_setuplink USING btree (digest varchar_pattern_ops);
CREATE INDEX accounts_skillassessment_agency_id_1e813464 ON public.accounts_skillassessment USING btree (agency_id);
CREATE INDEX accounts_skillassessment_assessed_by_id_2a56d851 ON public.accounts_skillassessment USING btree (assessed_by_id);
CREATE INDEX accounts_skillassessment_user_id_b119f61e ON public.accounts_skillassessment USING btree (user_id);
CREATE INDEX accounts_territory_agency_id_9af30838 ON public.accounts_territory USING btree (agency_id);
CREATE INDEX accounts_training_added_by_id_127cf335 ON public.accounts_training USING btree (added_by_id);
CREATE INDEX accounts_training_agency_id_ceb46235 ON public.accounts_training USING btree (agency_id);
CREATE INDEX accounts_training_user_id_895fbc07 ON public.accounts_training USING btree (user_id);
CREATE INDEX accounts_user_email_b2644a56_like ON public.accounts_user USING btree (email varchar_pattern_ops);
CREATE INDEX adoption_open ON public.inbox_adoptionquestion USING btree (brand_id, asked_at) WHERE (decided_at IS NULL);
CREATE INDEX ambassador_contact_latest ON public.publishing_ambassadorcontact USING btree (ambassador_id, at DESC);
CREATE INDEX ambassador_next ON public.publishing_ambassador USING btree (looked_after_by_id, next_on) WHERE ((next_on IS NOT NULL) AND (NOT ((state)::text = 'ended'::text)));
CREATE INDEX ambassador_of_brand ON public.publishing_ambassador USING btree (brand_id, name);
CREATE INDEX annotation_of_brand ON public.annotations_annotation USING btree (brand_id, starts_on);
CREATE UNIQUE INDEX answer_link_one_of_a_person ON public.escalations_answerlink USING btree (escalation_id, contact_id) WHERE (revoked_at IS NULL);
CREATE INDEX api_token_brand_id_9fc29a4a ON public.api_token USING btree (brand_id);
CREATE INDEX api_token_digest_0ef4c99d_like ON public.api_token USING btree (digest varchar_pattern_ops);
CREATE INDEX api_webhook_brand_id_ea079cbb ON public.api_webhook USING btree (brand_id);
CREATE INDEX approval_next_step ON public.inbox_approval USING btree (next_step_at) WHERE ((state)::text = 'asked'::text);
CREATE INDEX approval_of_author ON public.inbox_approval USING btree (asked_by_id, asked_at) WHERE (message_id IS NULL);
CREATE UNIQUE INDEX approval_one_at_a_time ON public.inbox_approval USING btree (interaction_id) WHERE ((state)::text = 'asked'::text);
CREATE INDEX approval_to_publish ON public.inbox_approval USING btree (brand_id, interaction_id) WHERE ((message_id IS NULL) AND ((state)::text = ANY ((ARRAY['approved'::character varying, 'changed'::character varying])::text[])));
CREATE INDEX approval_waiting ON public.inbox_approval USING btree (brand_id, due_at) WHERE ((state)::text = 'asked'::text);
CREATE INDEX assessment_by_person ON public.accounts_skillassessment USING btree (agency_id, user_id, skill, assessed_at DESC);
CREATE INDEX assignment_by_brand ON public.team_assignment USING btree (brand_id, user_id);
CREATE INDEX audit_by_agency ON public.accounts_auditentry USING btree (agency_id, at, id);
CREATE INDEX audit_by_brand ON public.accounts_auditentry USING btree (brand_id, at);
CREATE INDEX audit_by_object ON public.accounts_auditentry USING btree (object_type, object_id, at);
CREATE INDEX audit_by_person ON public.accounts_auditentry USING btree (by_id, at);
CREATE INDEX audit_by_verb ON public.accounts_auditentry USING btree (agency_id, verb, at);
CREATE UNIQUE INDEX audit_once ON public.accounts_auditentry USING btree (once) WHERE (once IS NOT NULL);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX brand_role_by_user ON public.brands_brandrole USING btree (user_id, brand_id);
CREATE UNIQUE INDEX brand_word_once ON public.publishing_brandword USING btree (brand_id, lower((word)::text));
CREATE INDEX brands_brand_agency_id_0aae3610 ON public.brands_brand USING btree (agency_id);
CREATE INDEX brands_brand_company_id_eae72248 ON public.brands_brand USING btree (company_id);
CREATE INDEX brands_brand_slug_9eee961a_like ON public.brands_brand USING btree (slug varchar_pattern_ops);
CREATE INDEX brands_brandrole_brand_id_7af17062 ON public.brands_brandrole USING btree (brand_id);
CREATE INDEX brands_brandrole_department_id_223ed26f ON public.brands_brandrole USING btree (department_id);
CREATE INDEX brands_brandrole_user_id_ea34aba5 ON public.brands_brandrole USING btree (user_id);
CREATE INDEX brands_brandterritory_brand_id_0949aeb7 ON public.brands_brandterritory USING btree (brand_id);
CREATE INDEX brands_brandterritory_territory_id_06b6f4f9 ON public.brands_brandterritory USING btree (territory_id);
CREATE INDEX brands_setupdecision_brand_id_e3bbb3b1 ON public.brands_setupdecision USING btree (brand_id);
CREATE INDEX brands_setupdecision_decided_by_id_b1db8e09 ON public.brands_setupdecision USING btree (decided_by_id);
CREATE INDEX briefing_by_brand ON public.strategy_briefing USING btree (brand_id, written_at DESC);
CREATE INDEX briefing_to_remind ON public.strategy_briefing USING btree (due_at) WHERE ((reminded_at IS NULL) AND (withdrawn_at IS NULL));
CREATE INDEX budget_by_brand ON public.team_budget USING btree (brand_id, starts_on DESC, id DESC);
CREATE INDEX bulk_act_past ON public.inbox_bulkact USING btree (brand_id, at);
CREATE UNIQUE INDEX calendar_feed_once ON public.team_calendarfeed USING btree (user_id, brand_id, kind) NULLS NOT DISTINCT WHERE (revoked_at IS NULL);
CREATE INDEX carried_to_relay ON public.escalations_carried USING btree (escalation_id) WHERE ((left_at IS NULL) AND (relayed_at IS NULL));
CREATE INDEX certification_by_person ON public.accounts_certification USING btree (agency_id, user_id);
CREATE INDEX certification_expiring ON public.accounts_certification USING btree (expires_on) WHERE (expires_on IS NOT NULL);
CREATE INDEX charter_by_duty ON public.strategy_charterdecision USING btree (brand_id, duty, decided_at DESC);
CREATE INDEX community_of_brand ON public.publishing_community USING btree (brand_id, name);
CREATE INDEX correction_latest ON public.metrics_correction USING btree (snapshot_id, corrected_at DESC);
CREATE INDEX crisis_call_telling_id_1328cd04 ON public.crisis_call USING btree (telling_id);
CREATE INDEX crisis_crisis_interaction_id_ff6e58fd ON public.crisis_crisis USING btree (interaction_id);
CREATE INDEX crisis_crisis_item_id_646342ba ON public.crisis_crisis USING btree (item_id);
CREATE INDEX crisis_crisis_surge_id_cc2c6452 ON public.crisis_crisis USING btree (surge_id);
CREATE INDEX crisis_crisistask_crisis_id_be8ea991 ON public.crisis_crisistask USING btree (crisis_id);
CREATE INDEX crisis_crisistask_who_id_de9c3981 ON public.crisis_crisistask USING btree (who_id);
CREATE INDEX crisis_decision_crisis_id_801898d7 ON public.crisis_decision USING btree (crisis_id);
CREATE INDEX crisis_due_to_tell ON public.crisis_crisis USING btree (next_telling_at) WHERE (next_telling_at IS NOT NULL);
CREATE INDEX crisis_event_log ON public.crisis_crisisevent USING btree (crisis_id, at);
CREATE INDEX crisis_latest ON public.crisis_crisis USING btree (brand_id, opened_at DESC);
CREATE INDEX crisis_lesson_owner_id_00739a4c ON public.crisis_lesson USING btree (owner_id);
CREATE INDEX crisis_lessonaction_lesson_id_ab0ae02e ON public.crisis_lessonaction USING btree (lesson_id);
CREATE INDEX crisis_lessonaction_who_id_80abe193 ON public.crisis_lessonaction USING btree (who_id);
CREATE UNIQUE INDEX crisis_link_one_of_a_person ON public.crisis_tellinglink USING btree (telling_id) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX crisis_once_of_interaction ON public.crisis_crisis USING btree (interaction_id) WHERE ((NOT drill) AND ((state)::text = ANY ((ARRAY['open'::character varying, 'contained'::character varying])::text[])));
CREATE UNIQUE INDEX crisis_once_of_item ON public.crisis_crisis USING btree (item_id) WHERE ((NOT drill) AND ((state)::text = ANY ((ARRAY['open'::character varying, 'contained'::character varying])::text[])));
CREATE UNIQUE INDEX crisis_once_of_surge ON public.crisis_crisis USING btree (surge_id) WHERE ((NOT drill) AND ((state)::text = ANY ((ARRAY['open'::character varying, 'contained'::character varying])::text[])));
CREATE INDEX crisis_running ON public.crisis_crisis USING btree (brand_id) WHERE ((state)::text = ANY ((ARRAY['open'::character varying, 'contained'::character varying])::text[]));
CREATE INDEX crisis_statement_crisis_id_17328387 ON public.crisis_statement USING btree (crisis_id);
CREATE INDEX crisis_statement_entry_id_2629b5e7 ON public.crisis_statement USING btree (entry_id);
CREATE INDEX crisis_statementpublished_channel_id_150f3ca5 ON public.crisis_statementpublished USING btree (channel_id);
CREATE INDEX crisis_statementpublished_statement_id_1378b8b6 ON public.crisis_statementpublished USING btree (statement_id);
CREATE INDEX crisis_status_crisis_id_929c9b06 ON public.crisis_status USING btree (crisis_id);
CREATE INDEX crisis_suspension_crisis_id_a64c571c ON public.crisis_suspension USING btree (crisis_id);
CREATE INDEX crisis_task_to_do ON public.crisis_crisistask USING btree (who_id, until) WHERE (done_at IS NULL);
CREATE INDEX crisis_telling_contact_id_d239599f ON public.crisis_telling USING btree (contact_id);
CREATE INDEX crisis_telling_crisis_id_ba3c32db ON public.crisis_telling USING btree (crisis_id);
CREATE INDEX crisis_telling_user_id_1ce6a58e ON public.crisis_telling USING btree (user_id);
CREATE INDEX crisis_tellinglink_digest_0afd5faf_like ON public.crisis_tellinglink USING btree (digest varchar_pattern_ops);
CREATE INDEX crisis_tellinglink_made_by_id_06a2731a ON public.crisis_tellinglink USING btree (made_by_id);
CREATE INDEX crisis_tellinglink_revoked_by_id_d822dbd2 ON public.crisis_tellinglink USING btree (revoked_by_id);
CREATE INDEX crisis_tellinglink_telling_id_be68242f ON public.crisis_tellinglink USING btree (telling_id);
CREATE INDEX decisionasked_week ON public.weekly_decisionasked USING btree (brand_id, week);
CREATE INDEX delivery_due ON public.api_delivery USING btree (next_attempt_at, id) WHERE ((state)::text = 'pending'::text);
CREATE INDEX delivery_failed ON public.api_delivery USING btree (ended_at) WHERE ((state)::text = 'failed'::text);
CREATE INDEX delivery_latest ON public.api_delivery USING btree (brand_id, at DESC, id DESC);
CREATE INDEX delivery_of_webhook ON public.api_delivery USING btree (webhook_id, at DESC);
CREATE UNIQUE INDEX delivery_opened_once ON public.api_delivery USING btree (webhook_id, interaction) WHERE ((event)::text = 'opened'::text);
CREATE UNIQUE INDEX department_has_one_head ON public.accounts_contact USING btree (department_id) WHERE (is_head AND (left_at IS NULL));
CREATE UNIQUE INDEX development_line_once ON public.team_developmentline USING btree (readiness_id, question) WHERE (closed_at IS NULL);
CREATE INDEX development_open_by_brand ON public.team_developmentline USING btree (brand_id, due_on) WHERE (closed_at IS NULL);
CREATE INDEX diagnoses_diagnosisreading_brand_id_bfed96ff ON public.diagnoses_diagnosisreading USING btree (brand_id);
CREATE INDEX diagnoses_diagnosisthreshold_brand_id_7b83b5fa ON public.diagnoses_diagnosisthreshold USING btree (brand_id);
CREATE INDEX diagnoses_diagnosisthreshold_set_by_id_00117c77 ON public.diagnoses_diagnosisthreshold USING btree (set_by_id);
CREATE INDEX diagnoses_staffingreading_brand_id_cb337146 ON public.diagnoses_staffingreading USING btree (brand_id);
CREATE INDEX directed_awaited ON public.inbox_directed USING btree (brand_id, author_key) WHERE (arrived_id IS NULL);
CREATE INDEX directed_latest ON public.inbox_directed USING btree (brand_id, at DESC, id DESC);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE UNIQUE INDEX episode_one_open ON public.inbox_waitingepisode USING btree (interaction_id) WHERE (ended_at IS NULL);
CREATE INDEX episode_week ON public.inbox_waitingepisode USING btree (brand_id, opened_at) INCLUDE (interaction_id, number, ended_at, ended_by);
CREATE INDEX erratum_latest ON public.publishing_erratum USING btree (brand_id, noted_at DESC);
CREATE UNIQUE INDEX escalation_asked_once ON public.escalations_escalation USING btree (interaction_id, item_id, department_id) NULLS NOT DISTINCT WHERE ((state)::text = ANY ((ARRAY['opened'::character varying, 'notified'::character varying, 'acknowledged'::character varying, 'information_asked'::character varying])::text[]));
CREATE INDEX escalation_declined ON public.escalations_escalationevent USING btree (escalation_id) WHERE ((verb)::text = 'not_ours'::text);
CREATE INDEX escalation_due_to_climb ON public.escalations_escalation USING btree (next_step_at) WHERE (next_step_at IS NOT NULL);
CREATE INDEX escalation_in_hand ON public.escalations_escalation USING btree (brand_id, state, answer_by) WHERE (NOT ((state)::text = 'closed'::text));
CREATE INDEX escalation_of_department ON public.escalations_escalation USING btree (department_id, state, answer_by);
CREATE INDEX escalation_week ON public.escalations_escalation USING btree (brand_id, opened_at);
CREATE INDEX escalations_answerfile_brand_id_4378f266 ON public.escalations_answerfile USING btree (brand_id);
CREATE INDEX escalations_answerfile_contact_id_31756751 ON public.escalations_answerfile USING btree (contact_id);
CREATE INDEX escalations_answerfile_escalation_id_e0d5f944 ON public.escalations_answerfile USING btree (escalation_id);
CREATE INDEX escalations_answerlink_brand_id_340a61b9 ON public.escalations_answerlink USING btree (brand_id);
CREATE INDEX escalations_answerlink_contact_id_07d6c973 ON public.escalations_answerlink USING btree (contact_id);
CREATE INDEX escalations_answerlink_digest_6aa49b1f_like ON public.escalations_answerlink USING btree (digest varchar_pattern_ops);
CREATE INDEX escalations_answerlink_escalation_id_da3bb3e4 ON public.escalations_answerlink USING btree (escalation_id);
CREATE INDEX escalations_answerlink_made_by_id_1031c58d ON public.escalations_answerlink USING btree (made_by_id);
CREATE INDEX escalations_answerlink_revoked_by_id_dae4b952 ON public.escalations_answerlink USING btree (revoked_by_id);
CREATE INDEX escalations_carried_brand_id_c787abe7 ON public.escalations_carried USING btree (brand_id);
CREATE INDEX escalations_carried_interaction_id_b65a5e97 ON public.escalations_carried USING btree (interaction_id);
CREATE INDEX escalations_escalation_answered_by_id_aea246bc ON public.escalations_escalation USING btree (answered_by_id);
CREATE INDEX escalations_escalation_answered_contact_id_46a06375 ON public.escalations_escalation USING btree (answered_contact_id);
CREATE INDEX escalations_escalation_department_id_38d48a4f ON public.escalations_escalation USING btree (department_id);
CREATE INDEX escalations_escalation_interaction_id_19c94cd4 ON public.escalations_escalation USING btree (interaction_id);
CREATE INDEX escalations_escalation_item_id_cabea2a0 ON public.escalations_escalation USING btree (item_id);
CREATE INDEX escalations_escalation_opened_by_id_31511a56 ON public.escalations_escalation USING btree (opened_by_id);
CREATE INDEX escalations_escalation_rule_id_7879a74c ON public.escalations_escalation USING btree (rule_id);
CREATE INDEX escalations_escalationevent_by_id_25f4d796 ON public.escalations_escalationevent USING btree (by_id);
CREATE INDEX escalations_escalationevent_escalation_id_b6a3ca54 ON public.escalations_escalationevent USING btree (escalation_id);
CREATE INDEX escalations_remark_escalation_id_250aeab3 ON public.escalations_remark USING btree (escalation_id);
CREATE INDEX escalations_routingrule_brand_id_cdea31af ON public.escalations_routingrule USING btree (brand_id);
CREATE INDEX escalations_routingrule_department_id_30868784 ON public.escalations_routingrule USING btree (department_id);
CREATE INDEX event_of_brand ON public.publishing_event USING btree (brand_id, starts_at);
CREATE INDEX failed_task_last ON public.operations_failedtask USING btree (last_at);
CREATE UNIQUE INDEX failed_task_told_once ON public.operations_failedtask USING btree (fingerprint) WHERE (retried_at IS NULL);
CREATE INDEX follow_up_of_event ON public.publishing_followup USING btree (event_id, due_on);
CREATE INDEX follow_up_open ON public.publishing_followup USING btree (who_id, due_on) WHERE (done_at IS NULL);
CREATE INDEX funnel_of_week ON public.metrics_funnelfigure USING btree (brand_id, week, stage, id DESC);
CREATE INDEX hand_over_by_brand ON public.team_handover USING btree (brand_id, at);
CREATE INDEX idea_latest ON public.publishing_idea USING btree (brand_id, state, made_at DESC);
CREATE INDEX inbox_adoptionquestion_adopted_id_30d635f9 ON public.inbox_adoptionquestion USING btree (adopted_id);
CREATE INDEX inbox_adoptionquestion_candidates_adoptionquestion_id_99b27b82 ON public.inbox_adoptionquestion_candidates USING btree (adoptionquestion_id);
CREATE INDEX inbox_adoptionquestion_candidates_message_id_3435fb89 ON public.inbox_adoptionquestion_candidates USING btree (message_id);
CREATE INDEX inbox_approval_interaction_id_5ec17b8d ON public.inbox_approval USING btree (interaction_id);
CREATE INDEX inbox_approval_used_id_e4914f80 ON public.inbox_approval USING btree (used_id);
CREATE INDEX inbox_approvalrule_approver_id_e376b4c8 ON public.inbox_approvalrule USING btree (approver_id);
CREATE INDEX inbox_approvalrule_backup_id_becb8353 ON public.inbox_approvalrule USING btree (backup_id);
CREATE INDEX inbox_attachment_brand_id_fe8c46dd ON public.inbox_attachment USING btree (brand_id);
CREATE INDEX inbox_attachment_message_id_353f98ff ON public.inbox_attachment USING btree (message_id);
CREATE INDEX inbox_columnmap_brand_id_53187d33 ON public.inbox_columnmap USING btree (brand_id);
CREATE INDEX inbox_directed_arrived_id_bb29c821 ON public.inbox_directed USING btree (arrived_id);
CREATE INDEX inbox_directed_interaction_id_6ba13a2b ON public.inbox_directed USING btree (interaction_id);
CREATE INDEX inbox_directed_to_channel_id_3168a7c6 ON public.inbox_directed USING btree (to_channel_id);
CREATE INDEX inbox_intakerun_brand_id_2d795688 ON public.inbox_intakerun USING btree (brand_id);
CREATE INDEX inbox_intakerun_by_id_94e8c1c5 ON public.inbox_intakerun USING btree (by_id);
CREATE INDEX inbox_intakerun_channel_id_6056d218 ON public.inbox_intakerun USING btree (channel_id);
CREATE INDEX inbox_moderationact_interaction_id_39ec0579 ON public.inbox_moderationact USING btree (interaction_id);
CREATE INDEX inbox_moderationact_message_id_749f80f9 ON public.inbox_moderationact USING btree (message_id);
CREATE INDEX inbox_promise_interaction_id_0171c4b6 ON public.inbox_promise USING btree (interaction_id);
CREATE INDEX inbox_satisfaction_interaction_id_8b1192b4 ON public.inbox_satisfaction USING btree (interaction_id);
CREATE INDEX inbox_savedview_owner_id_3a5eeffa ON public.inbox_savedview USING btree (owner_id);
CREATE INDEX insight_week ON public.weekly_insight USING btree (brand_id, week);
CREATE INDEX intake_run_latest ON public.inbox_intakerun USING btree (brand_id, created_at DESC);
CREATE INDEX intake_run_unfinished ON public.inbox_intakerun USING btree (created_at) WHERE ((state)::text = ANY ((ARRAY['queued'::character varying, 'running'::character varying])::text[]));
CREATE INDEX interaction_answered ON public.inbox_interaction USING btree (brand_id, last_at DESC, id DESC) WHERE ((state)::text = 'answered'::text);
CREATE INDEX interaction_by_author ON public.inbox_interaction USING btree (brand_id, author_key);
CREATE INDEX interaction_by_theme ON public.inbox_interaction USING btree (brand_id, theme) WHERE (NOT ((theme)::text = ''::text));
CREATE INDEX interaction_ended ON public.inbox_interaction USING btree (brand_id, last_at DESC, id DESC) WHERE ((state)::text = ANY ((ARRAY['closed'::character varying, 'hidden'::character varying, 'removed'::character varying, 'set_aside'::character varying])::text[]));
CREATE INDEX interaction_event_passed_on ON public.inbox_interactionevent USING btree (interaction_id, brand_id) WHERE ((verb)::text = 'escalated'::text);
CREATE INDEX interaction_event_sorted ON public.inbox_interactionevent USING btree (brand_id, at DESC) INCLUDE (interaction_id) WHERE ((verb)::text = 'classified'::text);
CREATE INDEX interaction_event_thread ON public.inbox_interactionevent USING btree (interaction_id, at);
CREATE INDEX interaction_held ON public.inbox_interaction USING btree (holder_id, waiting_since) WHERE ((holder_id IS NOT NULL) AND (NOT ((state)::text = ANY ((ARRAY['closed'::character varying, 'hidden'::character varying, 'removed'::character varying, 'set_aside'::character varying])::text[]))));
CREATE INDEX interaction_latest ON public.inbox_interaction USING btree (brand_id, last_at DESC, id DESC, opened_at, state, kind, channel_id, holder_id, sentiment, language, priority, source);
CREATE INDEX interaction_pending ON public.inbox_interaction USING btree (brand_id, last_at DESC, id DESC) WHERE ((state)::text = ANY ((ARRAY['in_progress'::character varying, 'waiting_escalated'::character varying, 'waiting_approval'::character varying])::text[]));
CREATE INDEX interaction_to_answer ON public.inbox_interaction USING btree (brand_id, waiting_since, id) WHERE (needs_answer AND ((state)::text = ANY ((ARRAY['new'::character varying, 'in_progress'::character varying, 'reopened'::character varying])::text[])) AND (waiting_since IS NOT NULL));
CREATE INDEX interaction_to_answer_there ON public.inbox_interaction USING btree (channel_id, waiting_since) WHERE (needs_answer AND ((state)::text = ANY ((ARRAY['new'::character varying, 'in_progress'::character varying, 'reopened'::character varying])::text[])) AND (waiting_since IS NOT NULL));
CREATE INDEX interaction_week ON public.inbox_interaction USING btree (brand_id, opened_at) INCLUDE (channel_id, kind, sentiment, author_key, first_response_at, substantive_at, closed_at, needs_answer, reopened);
CREATE INDEX invitation_of_event ON public.publishing_invitation USING btree (event_id);
CREATE UNIQUE INDEX invitation_unanswered_once ON public.accounts_invitation USING btree (agency_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
CREATE UNIQUE INDEX invited_once ON public.publishing_invitation USING btree (event_id, ambassador_id) WHERE (ambassador_id IS NOT NULL);
CREATE INDEX lesson_to_remind_of ON public.crisis_lesson USING btree (next_reminder_at) WHERE (next_reminder_at IS NOT NULL);
CREATE INDEX lesson_to_write ON public.crisis_lesson USING btree (owner_id, due_at) WHERE (written_at IS NULL);
CREATE INDEX line_check_of_line ON public.accounts_linecheck USING btree (company_id, contact_id, line, address);
CREATE UNIQUE INDEX marked_day_said_once ON public.publishing_markedday USING btree (agency_id, brand_id, code, year) NULLS NOT DISTINCT WHERE (NOT ((code)::text = ''::text));
CREATE INDEX media_group ON public.publishing_media USING btree ("group");
CREATE UNIQUE INDEX membership_open_once ON public.accounts_membership USING btree (agency_id, user_id, role) WHERE (ends_on IS NULL);
CREATE INDEX message_by_hand ON public.inbox_message USING btree (channel_id, sent_at) WHERE (external_id IS NULL);
CREATE INDEX message_by_member ON public.inbox_message USING btree (brand_id, author_key, sent_at) WHERE ((direction)::text = 'in'::text);
CREATE INDEX message_children ON public.inbox_message USING btree (brand_id, network, in_reply_to) WHERE (NOT ((in_reply_to)::text = ''::text));
CREATE INDEX message_conversation ON public.inbox_message USING btree (brand_id, conversation, sent_at) WHERE (NOT ((conversation)::text = ''::text));
CREATE INDEX message_hand_link ON public.inbox_message USING btree (brand_id, md5((url)::text)) WHERE (((source)::text = 'hand'::text) AND (NOT ((url)::text = ''::text)));
CREATE UNIQUE INDEX message_recorded_once ON public.inbox_message USING btree (key) WHERE (key IS NOT NULL);
CREATE INDEX message_text ON public.inbox_message USING gin (public.inbox_shelf(brand_id, sent_at), to_tsvector('public.cmhub_french'::regconfig, (((COALESCE(author, ''::character varying))::text || ' '::text) || COALESCE(text, ''::text))));
CREATE INDEX message_thread ON public.inbox_message USING btree (interaction_id, sent_at);
CREATE INDEX message_week ON public.inbox_message USING btree (brand_id, sent_at) INCLUDE (direction, author, channel_id, source);
CREATE INDEX metrics_chosencolumns_brand_id_ff1d80e8 ON public.metrics_chosencolumns USING btree (brand_id);
CREATE INDEX metrics_correction_by_id_1357ce59 ON public.metrics_correction USING btree (by_id);
CREATE INDEX metrics_correction_run_id_6ef06b06 ON public.metrics_correction USING btree (run_id);
CREATE INDEX metrics_correction_snapshot_id_36d1fb6f ON public.metrics_correction USING btree (snapshot_id);
CREATE INDEX metrics_funnelfigure_by_id_a1af3368 ON public.metrics_funnelfigure USING btree (by_id);
CREATE INDEX metrics_funnelfigure_file_id_f5c1d5db ON public.metrics_funnelfigure USING btree (file_id);
CREATE INDEX metrics_funnelfile_brand_id_b4dca38f ON public.metrics_funnelfile USING btree (brand_id);
CREATE INDEX metrics_funnelfile_by_id_1386a5b7 ON public.metrics_funnelfile USING btree (by_id);
CREATE INDEX metrics_metricsrun_brand_id_04c70e26 ON public.metrics_metricsrun USING btree (brand_id);
CREATE INDEX metrics_metricsrun_by_id_3f6ef9e7 ON public.metrics_metricsrun USING btree (by_id);
CREATE INDEX metrics_metricsrun_channel_id_a3f72985 ON public.metrics_metricsrun USING btree (channel_id);
CREATE INDEX metrics_run_latest ON public.metrics_metricsrun USING btree (brand_id, created_at DESC);
CREATE INDEX metrics_run_unfinished ON public.metrics_metricsrun USING btree (created_at) WHERE ((state)::text = ANY ((ARRAY['queued'::character varying, 'running'::character varying])::text[]));
CREATE INDEX metrics_snapshot_by_id_e6153f40 ON public.metrics_snapshot USING btree (by_id);
CREATE INDEX metrics_snapshot_competitor_id_c46a5b2e ON public.metrics_snapshot USING btree (competitor_id);
CREATE INDEX metrics_snapshot_run_id_9405e427 ON public.metrics_snapshot USING btree (run_id);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX moderation_appealed ON public.inbox_moderationact USING btree (brand_id, appealed_at) WHERE ((appeal_state)::text = 'open'::text);
CREATE INDEX moderation_by_author ON public.inbox_moderationact USING btree (brand_id, author_key);
CREATE INDEX moderation_latest ON public.inbox_moderationact USING btree (brand_id, at DESC, id DESC) INCLUDE (reason, act, by_id, author_key);
CREATE INDEX notice_for_digest ON public.accounts_notice USING btree (digest_at) WHERE ((digest_at IS NOT NULL) AND (digested_at IS NULL));
CREATE INDEX notice_of_person ON public.accounts_notice USING btree (user_id, at, id);
CREATE INDEX notice_unread ON public.accounts_notice USING btree (user_id) WHERE (read_at IS NULL);
CREATE INDEX notification_claimed ON public.accounts_notification USING btree (claimed_at) WHERE ((state)::text = 'sending'::text);
CREATE INDEX notification_due ON public.accounts_notification USING btree (next_attempt_at) WHERE ((state)::text = 'pending'::text);
CREATE INDEX notification_undelivered ON public.accounts_notification USING btree (agency_id, created_at, id) WHERE ((state)::text = ANY ((ARRAY['refused'::character varying, 'unknown'::character varying])::text[]));
CREATE INDEX operations_failedtask_retried_by_id_69e628d6 ON public.operations_failedtask USING btree (retried_by_id);
CREATE INDEX pay_by_person ON public.team_pay USING btree (agency_id, person_id, starts_on DESC, id DESC);
CREATE INDEX post_group ON public.publishing_post USING btree ("group");
CREATE INDEX post_latest ON public.publishing_post USING btree (brand_id, published_at DESC);
CREATE INDEX post_planned ON public.publishing_post USING btree (brand_id, planned_at) WHERE (NOT ((state)::text = ANY ((ARRAY['published'::character varying, 'dropped'::character varying])::text[])));
CREATE INDEX post_planned_then ON public.publishing_post USING btree (planned_at, id) WHERE (NOT ((state)::text = ANY ((ARRAY['published'::character varying, 'dropped'::character varying])::text[])));
CREATE INDEX post_published_then ON public.publishing_post USING btree (published_at, id) WHERE ((state)::text = 'published'::text);
CREATE UNIQUE INDEX post_recorded_once ON public.publishing_post USING btree (channel_id, external_id) WHERE (NOT ((external_id)::text = ''::text));
CREATE INDEX promise_open ON public.inbox_promise USING btree (brand_id, due_at) WHERE ((state)::text = 'open'::text);
CREATE INDEX promise_owed ON public.inbox_promise USING btree (made_by_id, due_at) WHERE ((state)::text = 'open'::text);
CREATE INDEX promise_week ON public.inbox_promise USING btree (brand_id, made_at);
CREATE INDEX protocol_entry_brand_id_432b05fc ON public.protocol_entry USING btree (brand_id);
CREATE INDEX protocol_entryversion_brand_id_903be175 ON public.protocol_entryversion USING btree (brand_id);
CREATE INDEX protocol_entryversion_department_id_804b6e5a ON public.protocol_entryversion USING btree (department_id);
CREATE INDEX protocol_entryversion_entry_id_915b6f6c ON public.protocol_entryversion USING btree (entry_id);
CREATE INDEX protocol_entryversion_written_by_id_235f3cd3 ON public.protocol_entryversion USING btree (written_by_id);
CREATE INDEX protocol_gap_asked_in ON public.protocol_asked USING btree (interaction);
CREATE INDEX protocol_gap_entry_id_86e83ab4 ON public.protocol_gap USING btree (entry_id);
CREATE INDEX protocol_gap_listed ON public.protocol_gap USING btree (brand_id, state, count DESC);
CREATE UNIQUE INDEX protocol_gap_once ON public.protocol_gap USING btree (brand_id, lower((words)::text));
CREATE INDEX protocol_latest_by_brand ON public.protocol_entryversion USING btree (brand_id) WHERE (superseded_at IS NULL);
CREATE UNIQUE INDEX protocol_one_latest_version ON public.protocol_entryversion USING btree (entry_id) WHERE (superseded_at IS NULL);
CREATE INDEX protocol_use_in ON public.protocol_use USING btree (interaction);
CREATE INDEX protocol_use_of_version ON public.protocol_use USING btree (version_id, at DESC);
CREATE INDEX publishing_ambassador_looked_after_by_id_0effc7c0 ON public.publishing_ambassador USING btree (looked_after_by_id);
CREATE INDEX publishing_ambassadorcontact_by_id_8d176083 ON public.publishing_ambassadorcontact USING btree (by_id);
CREATE INDEX publishing_brandword_added_by_id_efc98a76 ON public.publishing_brandword USING btree (added_by_id);
CREATE INDEX publishing_campaign_brand_id_0c00b378 ON public.publishing_campaign USING btree (brand_id);
CREATE INDEX publishing_campaign_channels_campaign_id_c5c4c39e ON public.publishing_campaign_channels USING btree (campaign_id);
CREATE INDEX publishing_campaign_channels_channel_id_0030f63c ON public.publishing_campaign_channels USING btree (channel_id);
CREATE INDEX publishing_campaign_ended_by_id_686d8d17 ON public.publishing_campaign USING btree (ended_by_id);
CREATE INDEX publishing_campaigncost_campaign_id_e631f70f ON public.publishing_campaigncost USING btree (campaign_id);
CREATE INDEX publishing_campaigncost_set_by_id_656c24ff ON public.publishing_campaigncost USING btree (set_by_id);
CREATE INDEX publishing_campaignresult_by_id_d398471d ON public.publishing_campaignresult USING btree (by_id);
CREATE INDEX publishing_campaignresult_campaign_id_670a49cd ON public.publishing_campaignresult USING btree (campaign_id);
CREATE INDEX publishing_erratum_channel_id_fb9e22c1 ON public.publishing_erratum USING btree (channel_id);
CREATE INDEX publishing_erratum_corrected_by_id_931b0649 ON public.publishing_erratum USING btree (corrected_by_id);
CREATE INDEX publishing_erratum_noted_by_id_0ab680a2 ON public.publishing_erratum USING btree (noted_by_id);
CREATE INDEX publishing_erratum_post_id_937ad679 ON public.publishing_erratum USING btree (post_id);
CREATE INDEX publishing_event_posts_event_id_df75bef5 ON public.publishing_event_posts USING btree (event_id);
CREATE INDEX publishing_event_posts_post_id_242ebf02 ON public.publishing_event_posts USING btree (post_id);
CREATE INDEX publishing_experiment_brand_id_8af4b3fa ON public.publishing_experiment USING btree (brand_id);
CREATE INDEX publishing_experiment_ended_by_id_2554899f ON public.publishing_experiment USING btree (ended_by_id);
CREATE INDEX publishing_experiment_made_by_id_19e6d9aa ON public.publishing_experiment USING btree (made_by_id);
CREATE INDEX publishing_experimentpost_experiment_id_bebf9c99 ON public.publishing_experimentpost USING btree (experiment_id);
CREATE INDEX publishing_experimentpost_post_id_2db16776 ON public.publishing_experimentpost USING btree (post_id);
CREATE INDEX publishing_followup_done_by_id_af74628e ON public.publishing_followup USING btree (done_by_id);
CREATE INDEX publishing_followup_who_id_484b0b19 ON public.publishing_followup USING btree (who_id);
CREATE INDEX publishing_idea_ended_by_id_a8b85d77 ON public.publishing_idea USING btree (ended_by_id);
CREATE INDEX publishing_idea_made_by_id_231fbdf1 ON public.publishing_idea USING btree (made_by_id);
CREATE INDEX publishing_imagecheck_brand_id_51e5aeb7 ON public.publishing_imagecheck USING btree (brand_id);
CREATE INDEX publishing_imagecheck_by_id_8473304d ON public.publishing_imagecheck USING btree (by_id);
CREATE INDEX publishing_invitation_ambassador_id_eba91a14 ON public.publishing_invitation USING btree (ambassador_id);
CREATE INDEX publishing_markedday_agency_id_cafc78e7 ON public.publishing_markedday USING btree (agency_id);
CREATE INDEX publishing_markedday_brand_id_2127bfe6 ON public.publishing_markedday USING btree (brand_id);
CREATE INDEX publishing_markedday_made_by_id_1314b871 ON public.publishing_markedday USING btree (made_by_id);
CREATE INDEX publishing_media_added_by_id_d5f6d590 ON public.publishing_media USING btree (added_by_id);
CREATE INDEX publishing_media_brand_id_f4118a84 ON public.publishing_media USING btree (brand_id);
CREATE INDEX publishing_post_approval_asked_by_id_17d5e4d1 ON public.publishing_post USING btree (approval_asked_by_id);
CREATE INDEX publishing_post_approval_by_id_bd06a10a ON public.publishing_post USING btree (approval_by_id);
CREATE INDEX publishing_post_author_id_8991ad37 ON public.publishing_post USING btree (author_id);
CREATE INDEX publishing_post_campaign_id_3a561af8 ON public.publishing_post USING btree (campaign_id);
CREATE INDEX publishing_post_channel_id_05c929f2 ON public.publishing_post USING btree (channel_id);
CREATE INDEX publishing_post_proofread_by_id_aea57099 ON public.publishing_post USING btree (proofread_by_id);
CREATE INDEX publishing_postevent_by_id_161604bd ON public.publishing_postevent USING btree (by_id);
CREATE INDEX publishing_postevent_post_id_1082482b ON public.publishing_postevent USING btree (post_id);
CREATE INDEX publishing_relay_logged_by_id_66cec13e ON public.publishing_relay USING btree (logged_by_id);
CREATE INDEX publishing_relay_post_id_ec77757e ON public.publishing_relay USING btree (post_id);
CREATE INDEX publishing_visit_by_id_941445e7 ON public.publishing_visit USING btree (by_id);
CREATE INDEX push_claimed ON public.accounts_pushmessage USING btree (claimed_at) WHERE ((state)::text = 'sending'::text);
CREATE INDEX push_due ON public.accounts_pushmessage USING btree (next_attempt_at) WHERE ((state)::text = 'pending'::text);
CREATE INDEX push_undelivered ON public.accounts_pushmessage USING btree (created_at) WHERE ((state)::text = ANY ((ARRAY['refused'::character varying, 'unknown'::character varying])::text[]));
CREATE UNIQUE INDEX quotation_once_a_week ON public.weekly_quotation USING btree (brand_id, week, message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX quotation_week ON public.weekly_quotation USING btree (brand_id, week);
CREATE INDEX readiness_latest ON public.team_readinesscheck USING btree (brand_id, user_id, done_at DESC);
CREATE INDEX reading_past ON public.crisis_reading USING btree (sent_at);
CREATE INDEX recommendation_open ON public.weekly_recommendation USING btree (brand_id, due_on) WHERE ((progress)::text = 'open'::text);
CREATE INDEX recommendation_week ON public.weekly_recommendation USING btree (brand_id, week);
CREATE INDEX relay_latest ON public.publishing_relay USING btree (ambassador_id, "on" DESC);
CREATE UNIQUE INDEX report_link_one_of_a_person ON public.weekly_reportlink USING btree (brand_id, week, name, email) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX report_recipient_address_once ON public.weekly_reportrecipient USING btree (brand_id, lower((email)::text)) WHERE (user_id IS NULL);
CREATE UNIQUE INDEX report_run_asked_once ON public.weekly_reportrun USING btree (brand_id, week) WHERE (finished_at IS NULL);
CREATE UNIQUE INDEX revision_offered_once ON public.weekly_revisionoffer USING btree (report_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX routing_rule_one_catch_all ON public.escalations_routingrule USING btree (brand_id) WHERE is_catch_all;
CREATE INDEX satisfaction_week ON public.inbox_satisfaction USING btree (brand_id, given_at);
CREATE INDEX saved_view_in_order ON public.inbox_savedview USING btree (brand_id, "position") WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX saved_view_one_of_a_name ON public.inbox_savedview USING btree (brand_id, owner_id, name) WHERE (deleted_at IS NULL);
CREATE INDEX shift_by_brand ON public.team_shift USING btree (brand_id, ends_at);
CREATE INDEX shift_by_person ON public.team_shift USING btree (user_id, ends_at);
CREATE UNIQUE INDEX shift_offered_once ON public.team_shiftswap USING btree (shift_id) WHERE ((state)::text = 'asked'::text);
CREATE UNIQUE INDEX simulation_one_at_a_time ON public.team_simulation USING btree (brand_id, user_id) WHERE ((given_up_at IS NULL) AND (marked_at IS NULL));
CREATE INDEX snapshot_by_comments ON public.metrics_snapshot USING btree (brand_id, comments DESC, id DESC) WHERE ((comments IS NOT NULL) AND stands);
CREATE INDEX snapshot_by_engaged ON public.metrics_snapshot USING btree (brand_id, engaged DESC, id DESC) WHERE ((engaged IS NOT NULL) AND stands);
CREATE INDEX snapshot_by_rate ON public.metrics_snapshot USING btree (brand_id, rate DESC, id DESC) WHERE ((rate IS NOT NULL) AND stands);
CREATE INDEX snapshot_by_reach ON public.metrics_snapshot USING btree (brand_id, reach DESC, id DESC) WHERE ((reach IS NOT NULL) AND stands);
CREATE INDEX snapshot_of_day ON public.metrics_snapshot USING btree (brand_id, day);
CREATE INDEX snapshot_of_post ON public.metrics_snapshot USING btree (post_id, day DESC) WHERE (post_id IS NOT NULL);
CREATE UNIQUE INDEX snapshot_one_stands ON public.metrics_snapshot USING btree (post_id) WHERE stands;
CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);
CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);
CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);
CREATE INDEX strategy_author_brand_id_bcc25002 ON public.strategy_author USING btree (brand_id);
CREATE INDEX strategy_author_strategy_id_34fee031 ON public.strategy_author USING btree (strategy_id);
CREATE INDEX strategy_author_user_id_ccbbdc5a ON public.strategy_author USING btree (user_id);
CREATE INDEX strategy_briefing_brand_id_f07bcffd ON public.strategy_briefing USING btree (brand_id);
CREATE INDEX strategy_briefing_withdrawn_by_id_d3ebe16c ON public.strategy_briefing USING btree (withdrawn_by_id);
CREATE INDEX strategy_briefing_written_by_id_69ae6017 ON public.strategy_briefing USING btree (written_by_id);
CREATE INDEX strategy_briefingreading_brand_id_5f2de87a ON public.strategy_briefingreading USING btree (brand_id);
CREATE INDEX strategy_briefingreading_briefing_id_9ea397b2 ON public.strategy_briefingreading USING btree (briefing_id);
CREATE INDEX strategy_briefingreading_user_id_42d8f975 ON public.strategy_briefingreading USING btree (user_id);
CREATE INDEX strategy_briefingtarget_brand_id_cdc80d1b ON public.strategy_briefingtarget USING btree (brand_id);
CREATE INDEX strategy_briefingtarget_briefing_id_4159d390 ON public.strategy_briefingtarget USING btree (briefing_id);
CREATE INDEX strategy_briefingtarget_user_id_23fcb12e ON public.strategy_briefingtarget USING btree (user_id);
CREATE INDEX strategy_charterdecision_brand_id_550c8823 ON public.strategy_charterdecision USING btree (brand_id);
CREATE INDEX strategy_charterdecision_decided_by_id_2dc3a9a2 ON public.strategy_charterdecision USING btree (decided_by_id);
CREATE INDEX strategy_communitycode_brand_id_85721604 ON public.strategy_communitycode USING btree (brand_id);
CREATE INDEX strategy_communitycode_strategy_id_daa97adc ON public.strategy_communitycode USING btree (strategy_id);
CREATE INDEX strategy_decisionmaker_brand_id_0130daed ON public.strategy_decisionmaker USING btree (brand_id);
CREATE INDEX strategy_decisionmaker_contact_id_9b9e9f8d ON public.strategy_decisionmaker USING btree (contact_id);
CREATE INDEX strategy_decisionmaker_strategy_id_0f9b8296 ON public.strategy_decisionmaker USING btree (strategy_id);
CREATE INDEX strategy_decisionmaker_user_id_0c6197e3 ON public.strategy_decisionmaker USING btree (user_id);
CREATE INDEX strategy_event_by_version ON public.strategy_strategyevent USING btree (strategy_id, at);
CREATE INDEX strategy_mixshare_brand_id_6ebcd466 ON public.strategy_mixshare USING btree (brand_id);
CREATE INDEX strategy_mixshare_strategy_id_e5e6f4be ON public.strategy_mixshare USING btree (strategy_id);
CREATE INDEX strategy_networkplan_brand_id_0a4a7c1d ON public.strategy_networkplan USING btree (brand_id);
CREATE INDEX strategy_networkplan_strategy_id_8a304ad4 ON public.strategy_networkplan USING btree (strategy_id);
CREATE INDEX strategy_objective_brand_id_4ebc1971 ON public.strategy_objective USING btree (brand_id);
CREATE INDEX strategy_objective_own_metric_id_c31968bc ON public.strategy_objective USING btree (own_metric_id);
CREATE INDEX strategy_objective_strategy_id_e0e0f9a0 ON public.strategy_objective USING btree (strategy_id);
CREATE UNIQUE INDEX strategy_one_draft ON public.strategy_strategy USING btree (brand_id) WHERE ((state)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying])::text[]));
CREATE UNIQUE INDEX strategy_one_in_force ON public.strategy_strategy USING btree (brand_id) WHERE ((state)::text = 'validated'::text);
CREATE INDEX strategy_ownmetric_brand_id_24165cc0 ON public.strategy_ownmetric USING btree (brand_id);
CREATE INDEX strategy_ownmetricvalue_brand_id_176f7aa6 ON public.strategy_ownmetricvalue USING btree (brand_id);
CREATE INDEX strategy_ownmetricvalue_entered_by_id_0c8e8402 ON public.strategy_ownmetricvalue USING btree (entered_by_id);
CREATE INDEX strategy_ownmetricvalue_metric_id_8d95d18d ON public.strategy_ownmetricvalue USING btree (metric_id);
CREATE INDEX strategy_persona_brand_id_84c088d0 ON public.strategy_persona USING btree (brand_id);
CREATE INDEX strategy_persona_strategy_id_9d0c41bb ON public.strategy_persona USING btree (strategy_id);
CREATE INDEX strategy_sectionedition_brand_id_49e09c4f ON public.strategy_sectionedition USING btree (brand_id);
CREATE INDEX strategy_sectionedition_saved_by_id_eda91aa8 ON public.strategy_sectionedition USING btree (saved_by_id);
CREATE INDEX strategy_sectionedition_strategy_id_d5aaa0fa ON public.strategy_sectionedition USING btree (strategy_id);
CREATE INDEX strategy_strategy_begun_by_id_81f24d3f ON public.strategy_strategy USING btree (begun_by_id);
CREATE INDEX strategy_strategy_brand_id_e456085e ON public.strategy_strategy USING btree (brand_id);
CREATE INDEX strategy_strategy_submitted_by_id_2b9e2bc6 ON public.strategy_strategy USING btree (submitted_by_id);
CREATE INDEX strategy_strategy_validated_by_id_76b1b249 ON public.strategy_strategy USING btree (validated_by_id);
CREATE INDEX strategy_strategyevent_brand_id_5c4f2c55 ON public.strategy_strategyevent USING btree (brand_id);
CREATE INDEX strategy_strategyevent_by_id_f3623244 ON public.strategy_strategyevent USING btree (by_id);
CREATE INDEX strategy_strategyevent_strategy_id_0feb279e ON public.strategy_strategyevent USING btree (strategy_id);
CREATE INDEX strategy_strategyreading_brand_id_b8ef5c84 ON public.strategy_strategyreading USING btree (brand_id);
CREATE INDEX strategy_strategyreading_strategy_id_ef7880c7 ON public.strategy_strategyreading USING btree (strategy_id);
CREATE INDEX strategy_strategyreading_user_id_f548cdef ON public.strategy_strategyreading USING btree (user_id);
CREATE INDEX strategy_validationlink_asked_by_id_01153326 ON public.strategy_validationlink USING btree (asked_by_id);
CREATE INDEX strategy_validationlink_brand_id_222fc0e0 ON public.strategy_validationlink USING btree (brand_id);
CREATE INDEX strategy_validationlink_digest_1b4bfca7_like ON public.strategy_validationlink USING btree (digest varchar_pattern_ops);
CREATE INDEX strategy_validationlink_strategy_id_f3a3b82e ON public.strategy_validationlink USING btree (strategy_id);
CREATE UNIQUE INDEX surge_lasts_once ON public.crisis_surge USING btree (brand_id) WHERE (ended_at IS NULL);
CREATE INDEX surge_latest ON public.crisis_surge USING btree (brand_id, detected_at DESC);
CREATE INDEX surge_undecided ON public.crisis_surge USING btree (brand_id) WHERE ((state)::text = 'raised'::text);
CREATE UNIQUE INDEX suspension_one_at_a_time ON public.crisis_suspension USING btree (crisis_id) WHERE (lifted_at IS NULL);
CREATE INDEX swap_waiting ON public.team_shiftswap USING btree (brand_id, expires_at) WHERE ((state)::text = 'asked'::text);
CREATE INDEX team_assignment_brand_id_81c44532 ON public.team_assignment USING btree (brand_id);
CREATE INDEX team_assignment_channel_id_490924bd ON public.team_assignment USING btree (channel_id);
CREATE INDEX team_assignment_ended_by_id_a19ca055 ON public.team_assignment USING btree (ended_by_id);
CREATE INDEX team_assignment_made_by_id_71fc7961 ON public.team_assignment USING btree (made_by_id);
CREATE INDEX team_assignment_user_id_860673c8 ON public.team_assignment USING btree (user_id);
CREATE INDEX team_budget_brand_id_f63ae1cf ON public.team_budget USING btree (brand_id);
CREATE INDEX team_budget_set_by_id_58d6f171 ON public.team_budget USING btree (set_by_id);
CREATE INDEX team_calendarfeed_brand_id_0c1a6c76 ON public.team_calendarfeed USING btree (brand_id);
CREATE INDEX team_calendarfeed_digest_0f762c61_like ON public.team_calendarfeed USING btree (digest varchar_pattern_ops);
CREATE INDEX team_calendarfeed_revoked_by_id_3698b497 ON public.team_calendarfeed USING btree (revoked_by_id);
CREATE INDEX team_calendarfeed_user_id_5a718c1f ON public.team_calendarfeed USING btree (user_id);
CREATE INDEX team_channel_brand_id_8506d921 ON public.team_channel USING btree (brand_id);
CREATE INDEX team_channel_credentials_holder_id_1deea6bb ON public.team_channel USING btree (credentials_holder_id);
CREATE INDEX team_channel_department_id_ac693e1a ON public.team_channel USING btree (department_id);
CREATE INDEX team_channel_slug_6ed69b28 ON public.team_channel USING btree (slug);
CREATE INDEX team_channel_slug_6ed69b28_like ON public.team_channel USING btree (slug varchar_pattern_ops);
CREATE INDEX team_channel_state_decided_by_id_d4e57878 ON public.team_channel USING btree (state_decided_by_id);
CREATE INDEX team_channel_territory_id_871ecb98 ON public.team_channel USING btree (territory_id);
CREATE INDEX team_developmentline_brand_id_0ac0edba ON public.team_developmentline USING btree (brand_id);
CREATE INDEX team_developmentline_closed_by_id_05218441 ON public.team_developmentline USING btree (closed_by_id);
CREATE INDEX team_developmentline_mentor_id_72b9531b ON public.team_developmentline USING btree (mentor_id);
CREATE INDEX team_developmentline_readiness_id_beee29f1 ON public.team_developmentline USING btree (readiness_id);
CREATE INDEX team_developmentline_settled_by_id_b2119cbe ON public.team_developmentline USING btree (settled_by_id);
CREATE INDEX team_developmentline_user_id_034607e4 ON public.team_developmentline USING btree (user_id);
CREATE INDEX team_handover_brand_id_f4e5e02b ON public.team_handover USING btree (brand_id);
CREATE INDEX team_handover_by_id_274f7063 ON public.team_handover USING btree (by_id);
CREATE INDEX team_handover_channel_id_02e1e606 ON public.team_handover USING btree (channel_id);
CREATE INDEX team_handover_of_id_60b58e0a ON public.team_handover USING btree (of_id);
CREATE INDEX team_handover_to_id_b9d7432e ON public.team_handover USING btree (to_id);
CREATE INDEX team_neededskill_brand_id_e7a0d483 ON public.team_neededskill USING btree (brand_id);
CREATE INDEX team_networksetup_brand_id_7961689b ON public.team_networksetup USING btree (brand_id);
CREATE INDEX team_networksetup_decided_by_id_361adad5 ON public.team_networksetup USING btree (decided_by_id);
CREATE INDEX team_pay_agency_id_46200fd2 ON public.team_pay USING btree (agency_id);
CREATE INDEX team_pay_person_id_9fe39602 ON public.team_pay USING btree (person_id);
CREATE INDEX team_pay_set_by_id_99a3f973 ON public.team_pay USING btree (set_by_id);
CREATE INDEX team_readinessanswer_brand_id_989b3bd7 ON public.team_readinessanswer USING btree (brand_id);
CREATE INDEX team_readinessanswer_readiness_id_c51e5e19 ON public.team_readinessanswer USING btree (readiness_id);
CREATE INDEX team_readinesscheck_brand_id_8d3176fd ON public.team_readinesscheck USING btree (brand_id);
CREATE INDEX team_readinesscheck_evaluator_id_0990e938 ON public.team_readinesscheck USING btree (evaluator_id);
CREATE INDEX team_readinesscheck_strategy_id_089af421 ON public.team_readinesscheck USING btree (strategy_id);
CREATE INDEX team_readinesscheck_user_id_2e7fb354 ON public.team_readinesscheck USING btree (user_id);
CREATE INDEX team_rotapattern_brand_id_2cc918dc ON public.team_rotapattern USING btree (brand_id);
CREATE INDEX team_rotaslot_brand_id_a3fcdf35 ON public.team_rotaslot USING btree (brand_id);
CREATE INDEX team_rotaslot_pattern_id_85f7babb ON public.team_rotaslot USING btree (pattern_id);
CREATE INDEX team_rotaturn_brand_id_481f4a69 ON public.team_rotaturn USING btree (brand_id);
CREATE INDEX team_rotaturn_pattern_id_71a1d879 ON public.team_rotaturn USING btree (pattern_id);
CREATE INDEX team_rotaturn_user_id_36549dfc ON public.team_rotaturn USING btree (user_id);
CREATE INDEX team_shift_brand_id_8b6e13ac ON public.team_shift USING btree (brand_id);
CREATE INDEX team_shift_pattern_id_7607e1c9 ON public.team_shift USING btree (pattern_id);
CREATE INDEX team_shift_user_id_5229cc51 ON public.team_shift USING btree (user_id);
CREATE INDEX team_shiftswap_answered_by_id_97ae035a ON public.team_shiftswap USING btree (answered_by_id);
CREATE INDEX team_shiftswap_asked_by_id_f5660277 ON public.team_shiftswap USING btree (asked_by_id);
CREATE INDEX team_shiftswap_asked_id_f1538c73 ON public.team_shiftswap USING btree (asked_id);
CREATE INDEX team_shiftswap_brand_id_eef9411c ON public.team_shiftswap USING btree (brand_id);
CREATE INDEX team_shiftswap_in_return_id_c56cbba5 ON public.team_shiftswap USING btree (in_return_id);
CREATE INDEX team_shiftswap_shift_id_71375232 ON public.team_shiftswap USING btree (shift_id);
CREATE INDEX team_simulatedanswer_brand_id_8e551f39 ON public.team_simulatedanswer USING btree (brand_id);
CREATE INDEX team_simulatedanswer_entry_id_3d9d8fda ON public.team_simulatedanswer USING btree (entry_id);
CREATE INDEX team_simulatedanswer_simulation_id_62c6366a ON public.team_simulatedanswer USING btree (simulation_id);
CREATE INDEX team_simulation_brand_id_885a38d4 ON public.team_simulation USING btree (brand_id);
CREATE INDEX team_simulation_marked_by_id_503a0a8d ON public.team_simulation USING btree (marked_by_id);
CREATE INDEX team_simulation_started_by_id_11315dd1 ON public.team_simulation USING btree (started_by_id);
CREATE INDEX team_simulation_user_id_c35b6282 ON public.team_simulation USING btree (user_id);
CREATE INDEX team_timeentry_channel_id_0f0ae09d ON public.team_timeentry USING btree (channel_id);
CREATE INDEX team_timer_brand_id_c55e43d8 ON public.team_timer USING btree (brand_id);
CREATE INDEX team_workassumption_brand_id_89a46b91 ON public.team_workassumption USING btree (brand_id);
CREATE INDEX team_workassumption_set_by_id_aecc579f ON public.team_workassumption USING btree (set_by_id);
CREATE UNIQUE INDEX thread_opened_once ON public.accounts_notification USING btree (thread, email) WHERE opens_thread;
CREATE INDEX time_of_brand ON public.team_timeentry USING btree (brand_id, day) INCLUDE (user_id, duty, minutes);
CREATE INDEX time_of_person ON public.team_timeentry USING btree (user_id, day);
CREATE INDEX training_by_person ON public.accounts_training USING btree (agency_id, user_id);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE UNIQUE INDEX user_email_once ON public.accounts_user USING btree (lower((email)::text));
CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON public.usersessions_usersession USING btree (session_key varchar_pattern_ops);
CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON public.usersessions_usersession USING btree (user_id);
CREATE INDEX visit_latest ON public.publishing_visit USING btree (community_id, at DESC);
CREATE INDEX watch_asked_of ON public.watch_telling USING btree (user_id, item_id) WHERE expects;
CREATE INDEX watch_competitor_brand_id_395d8ca5 ON public.watch_competitor USING btree (brand_id);
CREATE INDEX watch_entry_competitor_id_c52fa218 ON public.watch_entry USING btree (competitor_id);
CREATE INDEX watch_entry_lately ON public.watch_entry USING btree (brand_id, found_at);
CREATE UNIQUE INDEX watch_entry_once ON public.watch_entry USING btree (brand_id, address) WHERE (NOT ((address)::text = ''::text));
CREATE INDEX watch_entry_sorted_by_id_b5b34cd6 ON public.watch_entry USING btree (sorted_by_id);
CREATE INDEX watch_entry_to_sort ON public.watch_entry USING btree (brand_id, state, at, id);
CREATE INDEX watch_item_competitor_id_05c76f4a ON public.watch_item USING btree (competitor_id);
CREATE INDEX watch_item_decided_by_id_342f2173 ON public.watch_item USING btree (decided_by_id);
CREATE INDEX watch_item_due ON public.watch_item USING btree (next_step_at) WHERE (next_step_at IS NOT NULL);
CREATE INDEX watch_item_latest ON public.watch_item USING btree (brand_id, logged_at, id);
CREATE INDEX watch_item_logged_by_id_3015edcd ON public.watch_item USING btree (logged_by_id);
CREATE INDEX watch_item_open ON public.watch_item USING btree (brand_id, acknowledge_by) WHERE ((state)::text = ANY ((ARRAY['logged'::character varying, 'transmitted'::character varying, 'acknowledged'::character varying])::text[]));
CREATE INDEX watch_item_to_read ON public.watch_item USING btree (logged_by_id) WHERE ((decision_read_at IS NULL) AND ((state)::text = 'decided'::text));
CREATE INDEX watch_item_undigested ON public.watch_item USING btree (brand_id, logged_at) WHERE (digested_at IS NULL);
CREATE INDEX watch_itemevent_by_id_edf19353 ON public.watch_itemevent USING btree (by_id);
CREATE INDEX watch_itemevent_item_id_64ce10f5 ON public.watch_itemevent USING btree (item_id);
CREATE INDEX watch_itempicture_brand_id_dfa4589d ON public.watch_itempicture USING btree (brand_id);
CREATE INDEX watch_itempicture_item_id_740aa966 ON public.watch_itempicture USING btree (item_id);
CREATE UNIQUE INDEX watch_link_one_of_a_person ON public.watch_tellinglink USING btree (telling_id) WHERE (revoked_at IS NULL);
CREATE INDEX watch_rule_brand_id_1280c62a ON public.watch_rule USING btree (brand_id);
CREATE INDEX watch_rule_competitor_id_22ab7e5a ON public.watch_rule USING btree (competitor_id);
CREATE INDEX watch_rule_department_id_3f74b726 ON public.watch_rule USING btree (department_id);
CREATE INDEX watch_rule_person_id_0228f5b2 ON public.watch_rule USING btree (person_id);
CREATE INDEX watch_sighting_entry_id_183e3563 ON public.watch_sighting USING btree (entry_id);
CREATE INDEX watch_sighting_source_id_a7bc91d2 ON public.watch_sighting USING btree (source_id);
CREATE INDEX watch_source_added_by_id_a00accbd ON public.watch_source USING btree (added_by_id);
CREATE INDEX watch_source_brand_id_1c2d3c9e ON public.watch_source USING btree (brand_id);
CREATE INDEX watch_source_competitor_id_5e101ae7 ON public.watch_source USING btree (competitor_id);
CREATE INDEX watch_source_due ON public.watch_source USING btree (next_read_at) WHERE (paused_at IS NULL);
CREATE INDEX watch_telling_brand_id_230fbb16 ON public.watch_telling USING btree (brand_id);
CREATE INDEX watch_telling_contact_id_a4d762b1 ON public.watch_telling USING btree (contact_id);
CREATE INDEX watch_telling_item_id_5e0ddafa ON public.watch_telling USING btree (item_id);
CREATE INDEX watch_telling_user_id_9e0a92dc ON public.watch_telling USING btree (user_id);
CREATE INDEX watch_tellinglink_digest_a872e66e_like ON public.watch_tellinglink USING btree (digest varchar_pattern_ops);
CREATE INDEX watch_tellinglink_made_by_id_fac09180 ON public.watch_tellinglink USING btree (made_by_id);
CREATE INDEX watch_tellinglink_revoked_by_id_df66a71d ON public.watch_tellinglink USING btree (revoked_by_id);
CREATE INDEX watch_tellinglink_telling_id_036a1d3e ON public.watch_tellinglink USING btree (telling_id);
CREATE UNIQUE INDEX watch_told_once ON public.watch_telling USING btree (item_id, email) WHERE (NOT ((email)::text = ''::text));
CREATE INDEX weekly_decisionasked_answered_by_id_076dd19e ON public.weekly_decisionasked USING btree (answered_by_id);
CREATE INDEX weekly_decisionasked_by_id_809df30b ON public.weekly_decisionasked USING btree (by_id);
CREATE INDEX weekly_frustrationtheme_by_id_93ee8c69 ON public.weekly_frustrationtheme USING btree (by_id);
CREATE INDEX weekly_insight_by_id_586613e3 ON public.weekly_insight USING btree (by_id);
CREATE INDEX weekly_quotation_by_id_cc466c43 ON public.weekly_quotation USING btree (by_id);
CREATE INDEX weekly_quotation_insight_id_a053ebb1 ON public.weekly_quotation USING btree (insight_id);
CREATE INDEX weekly_quotation_message_id_20fd2eb7 ON public.weekly_quotation USING btree (message_id);
CREATE INDEX weekly_recommendation_by_id_c151d0ab ON public.weekly_recommendation USING btree (by_id);
CREATE INDEX weekly_recommendation_owner_id_3f75d40d ON public.weekly_recommendation USING btree (owner_id);
CREATE INDEX weekly_recommendation_settled_by_id_641e65f6 ON public.weekly_recommendation USING btree (settled_by_id);
CREATE UNIQUE INDEX weekly_report_one_draft ON public.weekly_weeklyreport USING btree (brand_id, week) WHERE (NOT ((state)::text = ANY ((ARRAY['published'::character varying, 'read'::character varying])::text[])));
CREATE INDEX weekly_report_unsent ON public.weekly_weeklyreport USING btree (published_at) WHERE ((sent_at IS NULL) AND ((state)::text = ANY ((ARRAY['published'::character varying, 'read'::character varying])::text[])));
CREATE INDEX weekly_reportlink_brand_id_1911dc09 ON public.weekly_reportlink USING btree (brand_id);
CREATE INDEX weekly_reportlink_digest_d90ae425_like ON public.weekly_reportlink USING btree (digest varchar_pattern_ops);
CREATE INDEX weekly_reportlink_made_by_id_91bf7204 ON public.weekly_reportlink USING btree (made_by_id);
CREATE INDEX weekly_reportlink_revoked_by_id_2355caf5 ON public.weekly_reportlink USING btree (revoked_by_id);
CREATE INDEX weekly_reportreading_report_id_3c16340d ON public.weekly_reportreading USING btree (report_id);
CREATE INDEX weekly_reportreading_user_id_0b792880 ON public.weekly_reportreading USING btree (user_id);
CREATE INDEX weekly_reportrecipient_brand_id_c8eaf30e ON public.weekly_reportrecipient USING btree (brand_id);
CREATE INDEX weekly_reportrecipient_chosen_by_id_35db1869 ON public.weekly_reportrecipient USING btree (chosen_by_id);
CREATE INDEX weekly_reportrecipient_user_id_ae97755c ON public.weekly_reportrecipient USING btree (user_id);
CREATE INDEX weekly_reportrun_asked_by_id_0b87e3ac ON public.weekly_reportrun USING btree (asked_by_id);
CREATE INDEX weekly_reportrun_brand_id_d4466973 ON public.weekly_reportrun USING btree (brand_id);
CREATE INDEX weekly_revisionoffer_asked_by_id_d242d11e ON public.weekly_revisionoffer USING btree (asked_by_id);
CREATE INDEX weekly_revisionoffer_brand_id_c277ef14 ON public.weekly_revisionoffer USING btree (brand_id);
CREATE INDEX weekly_revisionoffer_closed_by_id_48afcb00 ON public.weekly_revisionoffer USING btree (closed_by_id);
CREATE INDEX weekly_revisionoffer_report_id_f3297e9f ON public.weekly_revisionoffer USING btree (report_id);
CREATE INDEX weekly_revisionoffer_revision_id_5005de2e ON public.weekly_revisionoffer USING btree (revision_id);
CREATE INDEX weekly_themeword_brand_id_b282d75b ON public.weekly_themeword USING btree (brand_id);
CREATE INDEX weekly_themeword_by_id_e6ccab78 ON public.weekly_themeword USING btree (by_id);
CREATE INDEX weekly_weeklyreport_brand_id_2bd5aec4 ON public.weekly_weeklyreport USING btree (brand_id);
CREATE INDEX weekly_weeklyreport_completed_by_id_e0f64eaf ON public.weekly_weeklyreport USING btree (completed_by_id);
CREATE INDEX weekly_weeklyreport_first_read_by_id_aa8d6e85 ON public.weekly_weeklyreport USING btree (first_read_by_id);
CREATE INDEX weekly_weeklyreport_published_by_id_1f12dd44 ON public.weekly_weeklyreport USING btree (published_by_id);
CREATE INDEX weekly_weeklyreport_validated_by_id_b16a5b8c ON public.weekly_weeklyreport USING btree (validated_by_id);
CREATE TRIGGER pgtrigger_append_only_3b7ad BEFORE DELETE ON public.inbox_moderationact FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_3b7ad();
CREATE TRIGGER pgtrigger_append_only_47d4d BEFORE DELETE ON public.inbox_interactionevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_47d4d();
CREATE TRIGGER pgtrigger_append_only_5a690 BEFORE DELETE ON public.protocol_use FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_5a690();
CREATE TRIGGER pgtrigger_append_only_72305 BEFORE DELETE OR UPDATE ON public.strategy_strategyevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_72305();
CREATE TRIGGER pgtrigger_append_only_75463 BEFORE DELETE OR UPDATE ON public.strategy_strategyreading FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_75463();
CREATE TRIGGER pgtrigger_append_only_934d6 BEFORE DELETE OR UPDATE ON public.team_readinesscheck FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_934d6();
CREATE TRIGGER pgtrigger_append_only_96f71 BEFORE DELETE ON public.strategy_briefing FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_96f71();
CREATE TRIGGER pgtrigger_append_only_992bf BEFORE DELETE ON public.crisis_statementpublished FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_992bf();
CREATE TRIGGER pgtrigger_append_only_abf90 BEFORE DELETE ON public.crisis_crisisevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_abf90();
CREATE TRIGGER pgtrigger_append_only_ad572 BEFORE DELETE OR UPDATE ON public.team_readinessanswer FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_ad572();
CREATE TRIGGER pgtrigger_append_only_b76f7 BEFORE DELETE OR UPDATE ON public.strategy_charterdecision FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_b76f7();
CREATE TRIGGER pgtrigger_append_only_c0e79 BEFORE DELETE OR UPDATE ON public.publishing_postevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_c0e79();
CREATE TRIGGER pgtrigger_append_only_c3af3 BEFORE DELETE OR UPDATE ON public.crisis_call FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_c3af3();
CREATE TRIGGER pgtrigger_append_only_d49b8 BEFORE DELETE OR UPDATE ON public.strategy_briefingreading FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_d49b8();
CREATE TRIGGER pgtrigger_append_only_d5863 BEFORE DELETE OR UPDATE ON public.strategy_briefingtarget FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_d5863();
CREATE TRIGGER pgtrigger_append_only_d8a66 BEFORE DELETE OR UPDATE ON public.team_handover FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_d8a66();
CREATE TRIGGER pgtrigger_append_only_e35a2 BEFORE DELETE ON public.crisis_status FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_e35a2();
CREATE TRIGGER pgtrigger_append_only_e6c89 BEFORE DELETE OR UPDATE ON public.accounts_auditentry FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_e6c89();
CREATE TRIGGER pgtrigger_append_only_f11de BEFORE DELETE ON public.protocol_entryversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_f11de();
CREATE TRIGGER pgtrigger_append_only_f14f7 BEFORE DELETE OR UPDATE ON public.watch_itemevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_f14f7();
CREATE TRIGGER pgtrigger_append_only_f5256 BEFORE DELETE ON public.escalations_escalationevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_f5256();
CREATE TRIGGER pgtrigger_approved_is_unchanging_8dd7c BEFORE UPDATE ON public.crisis_statement FOR EACH ROW WHEN (((old.approved_at IS NOT NULL) AND (((new.text_fr <> old.text_fr) AND (new.text_fr <> '∅'::text)) OR ((new.text_en <> old.text_en) AND (new.text_en <> '∅'::text)) OR (((((old.approved_by_id IS DISTINCT FROM new.approved_by_id) OR (old.approved_at IS DISTINCT FROM new.approved_at)) OR (old.written_by_id IS DISTINCT FROM new.written_by_id)) OR (old.number IS DISTINCT FROM new.number)) OR (old.crisis_id IS DISTINCT FROM new.crisis_id))))) EXECUTE FUNCTION public.pgtrigger_approved_is_unchanging_8dd7c();
CREATE TRIGGER pgtrigger_day_has_24_hours_4a781 AFTER INSERT OR UPDATE ON public.team_timeentry FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_day_has_24_hours_4a781();
CREATE TRIGGER pgtrigger_decided_once_51306 BEFORE UPDATE ON public.inbox_moderationact FOR EACH ROW WHEN ((((old.reversed_at IS NOT NULL) AND (new.reversed_at IS DISTINCT FROM old.reversed_at)) OR ((old.decided_at IS NOT NULL) AND (new.decided_at IS DISTINCT FROM old.decided_at)))) EXECUTE FUNCTION public.pgtrigger_decided_once_51306();
CREATE TRIGGER pgtrigger_evidence_is_only_erased_ebccb BEFORE UPDATE ON public.inbox_moderationact FOR EACH ROW WHEN ((((new.text IS DISTINCT FROM old.text) AND (new.text <> ''::text)) OR (((new.url)::text IS DISTINCT FROM (old.url)::text) AND ((new.url)::text <> ''::text)) OR (((new.rule)::text IS DISTINCT FROM (old.rule)::text) AND ((new.rule)::text <> ''::text)) OR ((new.words IS DISTINCT FROM old.words) AND (new.words <> ''::text)))) EXECUTE FUNCTION public.pgtrigger_evidence_is_only_erased_ebccb();
CREATE TRIGGER pgtrigger_frozen_with_its_report_99a62 BEFORE INSERT OR DELETE OR UPDATE ON public.diagnoses_staffingreading FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_frozen_with_its_report_99a62();
CREATE TRIGGER pgtrigger_frozen_with_its_report_c80d0 BEFORE INSERT OR DELETE OR UPDATE ON public.diagnoses_diagnosisreading FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_frozen_with_its_report_c80d0();
CREATE TRIGGER pgtrigger_frozen_with_its_version_4541a BEFORE INSERT OR DELETE OR UPDATE ON public.strategy_mixshare FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_frozen_with_its_version_4541a();
CREATE TRIGGER pgtrigger_frozen_with_its_version_45644 BEFORE INSERT OR DELETE OR UPDATE ON public.strategy_persona FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_frozen_with_its_version_45644();
CREATE TRIGGER pgtrigger_frozen_with_its_version_6a999 BEFORE INSERT OR DELETE OR UPDATE ON public.strategy_decisionmaker FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_frozen_with_its_version_6a999();
CREATE TRIGGER pgtrigger_frozen_with_its_version_9dcb2 BEFORE INSERT OR DELETE OR UPDATE ON public.strategy_communitycode FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_frozen_with_its_version_9dcb2();
CREATE TRIGGER pgtrigger_frozen_with_its_version_f202f BEFORE INSERT OR DELETE OR UPDATE ON public.strategy_networkplan FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_frozen_with_its_version_f202f();
CREATE TRIGGER pgtrigger_frozen_with_its_version_f2ee8 BEFORE INSERT OR DELETE OR UPDATE ON public.strategy_objective FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_frozen_with_its_version_f2ee8();
CREATE TRIGGER pgtrigger_marked_is_frozen_fed27 BEFORE DELETE OR UPDATE ON public.team_simulatedanswer FOR EACH ROW WHEN (((old.mark)::text <> ''::text)) EXECUTE FUNCTION public.pgtrigger_marked_is_frozen_fed27();
CREATE TRIGGER pgtrigger_never_by_its_author_25e1b BEFORE INSERT OR UPDATE ON public.strategy_strategy FOR EACH ROW WHEN (((new.state)::text = 'validated'::text)) EXECUTE FUNCTION public.pgtrigger_never_by_its_author_25e1b();
CREATE TRIGGER pgtrigger_never_changed_e15af BEFORE UPDATE ON public.accounts_skillassessment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_e15af();
CREATE TRIGGER pgtrigger_note_is_only_erased_5e90e BEFORE UPDATE ON public.inbox_interactionevent FOR EACH ROW WHEN (((new.note IS DISTINCT FROM old.note) AND (new.note <> ''::text))) EXECUTE FUNCTION public.pgtrigger_note_is_only_erased_5e90e();
CREATE TRIGGER pgtrigger_numbers_af211 BEFORE INSERT OR UPDATE OF quantitative, numbers ON public.weekly_weeklyreport FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_numbers_af211();
CREATE TRIGGER pgtrigger_over_is_frozen_c8b3b BEFORE DELETE OR UPDATE ON public.team_simulation FOR EACH ROW WHEN (((old.marked_at IS NOT NULL) OR (old.given_up_at IS NOT NULL))) EXECUTE FUNCTION public.pgtrigger_over_is_frozen_c8b3b();
CREATE TRIGGER pgtrigger_passages_7a530 BEFORE UPDATE ON public.weekly_weeklyreport FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_passages_7a530();
CREATE TRIGGER pgtrigger_passages_fed99 BEFORE UPDATE ON public.strategy_strategy FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_passages_fed99();
CREATE TRIGGER pgtrigger_place_is_only_erased_63153 BEFORE UPDATE ON public.crisis_statementpublished FOR EACH ROW WHEN (((((new.place)::text <> (old.place)::text) AND ((new.place)::text <> '∅'::text)) OR (((new.url)::text <> (old.url)::text) AND ((new.url)::text <> ''::text)))) EXECUTE FUNCTION public.pgtrigger_place_is_only_erased_63153();
CREATE TRIGGER pgtrigger_published_is_frozen_0526f BEFORE UPDATE ON public.weekly_weeklyreport FOR EACH ROW WHEN ((((old.state)::text = ANY ((ARRAY['published'::character varying, 'read'::character varying])::text[])) AND ((to_jsonb(old.*) - ARRAY['state'::text, 'sent_at'::text, 'first_read_at'::text, 'first_read_by_id'::text]) IS DISTINCT FROM (to_jsonb(new.*) - ARRAY['state'::text, 'sent_at'::text, 'first_read_at'::text, 'first_read_by_id'::text])))) EXECUTE FUNCTION public.pgtrigger_published_is_frozen_0526f();
CREATE TRIGGER pgtrigger_published_stays_5807a BEFORE DELETE ON public.weekly_weeklyreport FOR EACH ROW WHEN (((old.state)::text = ANY ((ARRAY['published'::character varying, 'read'::character varying])::text[]))) EXECUTE FUNCTION public.pgtrigger_published_stays_5807a();
CREATE TRIGGER pgtrigger_submitted_stands_still_0ca5a BEFORE UPDATE ON public.strategy_strategy FOR EACH ROW WHEN ((((old.state)::text = 'submitted'::text) AND ((to_jsonb(old.*) - ARRAY['state'::text, 'submitted_at'::text, 'submitted_by_id'::text, 'validated_at'::text, 'validated_by_id'::text, 'validated_name'::text, 'validated_email'::text]) IS DISTINCT FROM (to_jsonb(new.*) - ARRAY['state'::text, 'submitted_at'::text, 'submitted_by_id'::text, 'validated_at'::text, 'validated_by_id'::text, 'validated_name'::text, 'validated_email'::text])))) EXECUTE FUNCTION public.pgtrigger_submitted_stands_still_0ca5a();
CREATE TRIGGER pgtrigger_text_is_only_erased_a7628 BEFORE UPDATE ON public.crisis_status FOR EACH ROW WHEN ((((new.text)::text <> (old.text)::text) AND ((new.text)::text <> '∅'::text))) EXECUTE FUNCTION public.pgtrigger_text_is_only_erased_a7628();
CREATE TRIGGER pgtrigger_text_is_only_erased_ef636 BEFORE UPDATE ON public.crisis_crisisevent FOR EACH ROW WHEN (((new.text IS DISTINCT FROM old.text) AND (new.text <> '∅'::text))) EXECUTE FUNCTION public.pgtrigger_text_is_only_erased_ef636();
CREATE TRIGGER pgtrigger_unchanging_3b4d3 BEFORE UPDATE ON public.protocol_use FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.brand_id IS DISTINCT FROM new.brand_id) OR (old.version_id IS DISTINCT FROM new.version_id) OR (old.by_id IS DISTINCT FROM new.by_id) OR (old.at IS DISTINCT FROM new.at) OR (old.deviated IS DISTINCT FROM new.deviated))) EXECUTE FUNCTION public.pgtrigger_unchanging_3b4d3();
CREATE TRIGGER pgtrigger_unchanging_49e83 BEFORE UPDATE ON public.protocol_entryversion FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.brand_id IS DISTINCT FROM new.brand_id) OR (old.entry_id IS DISTINCT FROM new.entry_id) OR (old.number IS DISTINCT FROM new.number) OR ((old.situation)::text IS DISTINCT FROM (new.situation)::text) OR (old.description IS DISTINCT FROM new.description) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text) OR ((old.theme)::text IS DISTINCT FROM (new.theme)::text) OR (old.answer_fr IS DISTINCT FROM new.answer_fr) OR (old.answer_en IS DISTINCT FROM new.answer_en) OR (old.conditions IS DISTINCT FROM new.conditions) OR ((old.sensitivity)::text IS DISTINCT FROM (new.sensitivity)::text) OR (old.is_holding IS DISTINCT FROM new.is_holding) OR (old.department_id IS DISTINCT FROM new.department_id) OR (old.valid_from IS DISTINCT FROM new.valid_from) OR (old.valid_until IS DISTINCT FROM new.valid_until) OR ((old.what_changed)::text IS DISTINCT FROM (new.what_changed)::text) OR (old.written_by_id IS DISTINCT FROM new.written_by_id) OR (old.written_at IS DISTINCT FROM new.written_at))) EXECUTE FUNCTION public.pgtrigger_unchanging_49e83();
CREATE TRIGGER pgtrigger_unchanging_4d943 BEFORE UPDATE ON public.crisis_crisisevent FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.crisis_id IS DISTINCT FROM new.crisis_id) OR (old.at IS DISTINCT FROM new.at) OR (old.by_id IS DISTINCT FROM new.by_id) OR ((old.verb)::text IS DISTINCT FROM (new.verb)::text) OR (old.details IS DISTINCT FROM new.details) OR (old.key IS DISTINCT FROM new.key))) EXECUTE FUNCTION public.pgtrigger_unchanging_4d943();
CREATE TRIGGER pgtrigger_unchanging_52d23 BEFORE UPDATE ON public.escalations_escalationevent FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.escalation_id IS DISTINCT FROM new.escalation_id) OR (old.at IS DISTINCT FROM new.at) OR (old.by_id IS DISTINCT FROM new.by_id) OR ((old.verb)::text IS DISTINCT FROM (new.verb)::text) OR ((old.to_state)::text IS DISTINCT FROM (new.to_state)::text))) EXECUTE FUNCTION public.pgtrigger_unchanging_52d23();
CREATE TRIGGER pgtrigger_unchanging_584bf BEFORE UPDATE ON public.inbox_interactionevent FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.brand_id IS DISTINCT FROM new.brand_id) OR (old.at IS DISTINCT FROM new.at) OR (old.by_id IS DISTINCT FROM new.by_id) OR ((old.verb)::text IS DISTINCT FROM (new.verb)::text) OR ((old.from_state)::text IS DISTINCT FROM (new.from_state)::text) OR ((old.to_state)::text IS DISTINCT FROM (new.to_state)::text) OR (old.details IS DISTINCT FROM new.details))) EXECUTE FUNCTION public.pgtrigger_unchanging_584bf();
CREATE TRIGGER pgtrigger_unchanging_68484 BEFORE UPDATE ON public.crisis_statementpublished FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.statement_id IS DISTINCT FROM new.statement_id) OR (old.channel_id IS DISTINCT FROM new.channel_id) OR (old.at IS DISTINCT FROM new.at) OR (old.by_id IS DISTINCT FROM new.by_id) OR (old.key IS DISTINCT FROM new.key))) EXECUTE FUNCTION public.pgtrigger_unchanging_68484();
CREATE TRIGGER pgtrigger_unchanging_701d8 BEFORE UPDATE ON public.strategy_briefing FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.brand_id IS DISTINCT FROM new.brand_id) OR ((old.title)::text IS DISTINCT FROM (new.title)::text) OR (old.text IS DISTINCT FROM new.text) OR ((old.confidentiality)::text IS DISTINCT FROM (new.confidentiality)::text) OR (old.for_everybody IS DISTINCT FROM new.for_everybody) OR (old.due_at IS DISTINCT FROM new.due_at) OR (old.version IS DISTINCT FROM new.version) OR (old.corrects_id IS DISTINCT FROM new.corrects_id) OR (old.written_by_id IS DISTINCT FROM new.written_by_id) OR (old.written_at IS DISTINCT FROM new.written_at) OR (old.key IS DISTINCT FROM new.key))) EXECUTE FUNCTION public.pgtrigger_unchanging_701d8();
CREATE TRIGGER pgtrigger_unchanging_99c9f BEFORE DELETE OR UPDATE ON public.metrics_funnelfigure FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_unchanging_99c9f();
CREATE TRIGGER pgtrigger_unchanging_a6145 BEFORE DELETE OR UPDATE ON public.team_budget FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_unchanging_a6145();
CREATE TRIGGER pgtrigger_unchanging_c34cd BEFORE DELETE OR UPDATE ON public.team_pay FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_unchanging_c34cd();
CREATE TRIGGER pgtrigger_unchanging_d7903 BEFORE UPDATE ON public.crisis_status FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.crisis_id IS DISTINCT FROM new.crisis_id) OR (old.by_id IS DISTINCT FROM new.by_id) OR (old.at IS DISTINCT FROM new.at) OR (old.key IS DISTINCT FROM new.key))) EXECUTE FUNCTION public.pgtrigger_unchanging_d7903();
CREATE TRIGGER pgtrigger_unchanging_d9e81 BEFORE UPDATE ON public.inbox_moderationact FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.brand_id IS DISTINCT FROM new.brand_id) OR (old.whole IS DISTINCT FROM new.whole) OR ((old.act)::text IS DISTINCT FROM (new.act)::text) OR ((old.reason)::text IS DISTINCT FROM (new.reason)::text) OR (old.despite_opinion IS DISTINCT FROM new.despite_opinion) OR (old.confirms_abuse IS DISTINCT FROM new.confirms_abuse) OR ((old.kind_before)::text IS DISTINCT FROM (new.kind_before)::text) OR (old.by_id IS DISTINCT FROM new.by_id) OR (old.at IS DISTINCT FROM new.at) OR (old.key IS DISTINCT FROM new.key))) EXECUTE FUNCTION public.pgtrigger_unchanging_d9e81();
CREATE TRIGGER pgtrigger_unchanging_e191e BEFORE DELETE OR UPDATE ON public.publishing_campaigncost FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_unchanging_e191e();
CREATE TRIGGER pgtrigger_unchanging_eba44 BEFORE DELETE OR UPDATE ON public.publishing_campaignresult FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_unchanging_eba44();
CREATE TRIGGER pgtrigger_validated_is_frozen_f43c9 BEFORE UPDATE ON public.strategy_strategy FOR EACH ROW WHEN ((((old.state)::text = ANY ((ARRAY['validated'::character varying, 'superseded'::character varying])::text[])) AND ((to_jsonb(old.*) - ARRAY['state'::text, 'superseded_at'::text]) IS DISTINCT FROM (to_jsonb(new.*) - ARRAY['state'::text, 'superseded_at'::text])))) EXECUTE FUNCTION public.pgtrigger_validated_is_frozen_f43c9();
CREATE TRIGGER pgtrigger_validated_is_unchanging_41cfe BEFORE UPDATE ON public.crisis_lesson FOR EACH ROW WHEN (((old.validated_at IS NOT NULL) AND (((new.happened <> old.happened) AND (new.happened <> '∅'::text)) OR ((new.known <> old.known) AND (new.known <> '∅'::text)) OR ((new.worked <> old.worked) AND (new.worked <> '∅'::text)) OR ((new.failed <> old.failed) AND (new.failed <> '∅'::text)) OR ((new.changes <> old.changes) AND (new.changes <> '∅'::text)) OR (new.crisis_id IS DISTINCT FROM old.crisis_id) OR (new.owner_id IS DISTINCT FROM old.owner_id) OR (new.due_at IS DISTINCT FROM old.due_at) OR (new.written_by_id IS DISTINCT FROM old.written_by_id) OR (new.written_at IS DISTINCT FROM old.written_at) OR (new.validated_by_id IS DISTINCT FROM old.validated_by_id) OR (new.validated_at IS DISTINCT FROM old.validated_at)))) EXECUTE FUNCTION public.pgtrigger_validated_is_unchanging_41cfe();
CREATE TRIGGER pgtrigger_validated_stays_06826 BEFORE DELETE ON public.crisis_lesson FOR EACH ROW WHEN ((old.validated_at IS NOT NULL)) EXECUTE FUNCTION public.pgtrigger_validated_stays_06826();
CREATE TRIGGER pgtrigger_validated_stays_3c9b5 BEFORE DELETE ON public.strategy_strategy FOR EACH ROW WHEN (((old.state)::text = ANY ((ARRAY['validated'::character varying, 'superseded'::character varying])::text[]))) EXECUTE FUNCTION public.pgtrigger_validated_stays_3c9b5();
CREATE TRIGGER pgtrigger_why_is_only_erased_893ed BEFORE UPDATE ON public.protocol_use FOR EACH ROW WHEN ((((new.why)::text IS DISTINCT FROM (old.why)::text) AND ((new.why)::text <> ''::text))) EXECUTE FUNCTION public.pgtrigger_why_is_only_erased_893ed();
CREATE TRIGGER pgtrigger_words_are_only_erased_196b8 BEFORE UPDATE ON public.escalations_escalationevent FOR EACH ROW WHEN ((new.details IS DISTINCT FROM ((old.details || (
        CASE
            WHEN (old.details ? 'why'::text) THEN '{"why": "∅"}'::text
            ELSE '{}'::text
        END)::jsonb) || (
        CASE
            WHEN ((old.verb)::text = 'closed'::text) THEN '{"reason": "∅"}'::text
            ELSE '{}'::text
        END)::jsonb))) EXECUTE FUNCTION public.pgtrigger_words_are_only_erased_196b8();
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_absence
    ADD CONSTRAINT accounts_absence_cancelled_by_id_2d501bea_fk_accounts_user_id FOREIGN KEY (cancelled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_absence
    ADD CONSTRAINT accounts_absence_company_id_879130c9_fk_accounts_company_id FOREIGN KEY (company_id) REFERENCES public.accounts_company(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_absence
    ADD CONSTRAINT accounts_absence_contact_id_849a2e60_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_absence
    ADD CONSTRAINT accounts_absence_deputy_id_8bd37464_fk_accounts_contact_id FOREIGN KEY (deputy_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_absence
    ADD CONSTRAINT accounts_absence_made_by_id_a769f5e1_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_certification
    ADD CONSTRAINT accounts_certificati_replaces_id_b8d88f30_fk_accounts_ FOREIGN KEY (replaces_id) REFERENCES public.accounts_certification(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_certification
    ADD CONSTRAINT accounts_certification_added_by_id_dd3c7cd5_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_certification
    ADD CONSTRAINT accounts_certification_agency_id_af800bef_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_certification
    ADD CONSTRAINT accounts_certification_user_id_cc5c1177_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_company
    ADD CONSTRAINT accounts_company_agency_id_132b0afa_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_contact
    ADD CONSTRAINT accounts_contact_department_id_04849cb8_fk_accounts_ FOREIGN KEY (department_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_contact
    ADD CONSTRAINT accounts_contact_user_id_e56c2696_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_department
    ADD CONSTRAINT accounts_department_company_id_51470d70_fk_accounts_company_id FOREIGN KEY (company_id) REFERENCES public.accounts_company(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_department
    ADD CONSTRAINT accounts_department_reports_to_id_0cab2089_fk_accounts_ FOREIGN KEY (reports_to_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_employment
    ADD CONSTRAINT accounts_employment_agency_id_56747d1a_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_employment
    ADD CONSTRAINT accounts_employment_mentor_id_90124e02_fk_accounts_user_id FOREIGN KEY (mentor_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_employment
    ADD CONSTRAINT accounts_employment_user_id_22dfdb88_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_expert
    ADD CONSTRAINT accounts_expert_company_id_6405b677_fk_accounts_company_id FOREIGN KEY (company_id) REFERENCES public.accounts_company(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_expert
    ADD CONSTRAINT accounts_expert_department_id_598f06e4_fk_accounts_ FOREIGN KEY (department_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_holidaycorrection
    ADD CONSTRAINT accounts_holidaycorr_agency_id_c6af106d_fk_accounts_ FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_holidaycorrection
    ADD CONSTRAINT accounts_holidaycorr_made_by_id_758b0c88_fk_accounts_ FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_accepted_by_id_ba632539_fk_accounts_user_id FOREIGN KEY (accepted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_agency_id_a3df2c61_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_department_id_daf40ae5_fk_accounts_ FOREIGN KEY (department_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_invited_by_id_94a21efc_fk_accounts_user_id FOREIGN KEY (invited_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_leave
    ADD CONSTRAINT accounts_leave_added_by_id_3cdecb59_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_leave
    ADD CONSTRAINT accounts_leave_agency_id_92df3132_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_leave
    ADD CONSTRAINT accounts_leave_user_id_2206095d_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_linecheck
    ADD CONSTRAINT accounts_linecheck_asked_by_id_dc403a58_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_linecheck
    ADD CONSTRAINT accounts_linecheck_company_id_b0e0551c_fk_accounts_company_id FOREIGN KEY (company_id) REFERENCES public.accounts_company(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_linecheck
    ADD CONSTRAINT accounts_linecheck_confirmed_by_id_8d7fc3de_fk_accounts_user_id FOREIGN KEY (confirmed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_linecheck
    ADD CONSTRAINT accounts_linecheck_contact_id_d91160a2_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_agency_id_5ab2a535_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_user_id_487fb39e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_notice
    ADD CONSTRAINT accounts_notice_agency_id_c1fae1d1_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_notice
    ADD CONSTRAINT accounts_notice_user_id_5ad526c6_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_notification
    ADD CONSTRAINT accounts_notificatio_handled_by_id_6413077c_fk_accounts_ FOREIGN KEY (handled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_notificationpreferences
    ADD CONSTRAINT accounts_notificatio_user_id_2f494147_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_notification
    ADD CONSTRAINT accounts_notification_agency_id_897c50c1_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_notification
    ADD CONSTRAINT accounts_notification_user_id_30e6cfc5_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_pushmessage
    ADD CONSTRAINT accounts_pushmessage_notice_id_d1366d42_fk_accounts_notice_id FOREIGN KEY (notice_id) REFERENCES public.accounts_notice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_pushmessage
    ADD CONSTRAINT accounts_pushmessage_subscription_id_187a04f4_fk_accounts_ FOREIGN KEY (subscription_id) REFERENCES public.accounts_pushsubscription(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_pushsubscription
    ADD CONSTRAINT accounts_pushsubscription_user_id_b0699f35_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_skillassessment
    ADD CONSTRAINT accounts_skillassess_agency_id_1e813464_fk_accounts_ FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_skillassessment
    ADD CONSTRAINT accounts_skillassess_assessed_by_id_2a56d851_fk_accounts_ FOREIGN KEY (assessed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_skillassessment
    ADD CONSTRAINT accounts_skillassessment_user_id_b119f61e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_territory
    ADD CONSTRAINT accounts_territory_agency_id_9af30838_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_training
    ADD CONSTRAINT accounts_training_added_by_id_127cf335_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_training
    ADD CONSTRAINT accounts_training_agency_id_ceb46235_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_training
    ADD CONSTRAINT accounts_training_user_id_895fbc07_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.annotations_annotation
    ADD CONSTRAINT annotations_annotation_brand_id_ebfab929_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.annotations_annotation
    ADD CONSTRAINT annotations_annotation_made_by_id_b9793633_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.api_delivery
    ADD CONSTRAINT api_delivery_brand_id_ea1d8129_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.api_delivery
    ADD CONSTRAINT api_delivery_webhook_id_645179c6_fk_api_webhook_id FOREIGN KEY (webhook_id) REFERENCES public.api_webhook(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_brand_id_9fc29a4a_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_made_by_id_ef973054_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_revoked_by_id_69b4d983_fk_accounts_user_id FOREIGN KEY (revoked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.api_webhook
    ADD CONSTRAINT api_webhook_brand_id_ea079cbb_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.api_webhook
    ADD CONSTRAINT api_webhook_made_by_id_4988809e_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.brands_brand
    ADD CONSTRAINT brands_brand_agency_id_0aae3610_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.brands_brand
    ADD CONSTRAINT brands_brand_company_id_eae72248_fk_accounts_company_id FOREIGN KEY (company_id) REFERENCES public.accounts_company(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.brands_brandrole
    ADD CONSTRAINT brands_brandrole_brand_id_7af17062_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.brands_brandrole
    ADD CONSTRAINT brands_brandrole_department_id_223ed26f_fk_accounts_ FOREIGN KEY (department_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.brands_brandrole
    ADD CONSTRAINT brands_brandrole_user_id_ea34aba5_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.brands_brandterritory
    ADD CONSTRAINT brands_brandterritor_territory_id_06b6f4f9_fk_accounts_ FOREIGN KEY (territory_id) REFERENCES public.accounts_territory(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.brands_brandterritory
    ADD CONSTRAINT brands_brandterritory_brand_id_0949aeb7_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.brands_setupdecision
    ADD CONSTRAINT brands_setupdecision_brand_id_e3bbb3b1_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.brands_setupdecision
    ADD CONSTRAINT brands_setupdecision_decided_by_id_b1db8e09_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_brandrhythm
    ADD CONSTRAINT crisis_brandrhythm_brand_id_6969130b_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_call
    ADD CONSTRAINT crisis_call_by_id_b3561e48_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_call
    ADD CONSTRAINT crisis_call_telling_id_1328cd04_fk_crisis_telling_id FOREIGN KEY (telling_id) REFERENCES public.crisis_telling(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_crisis
    ADD CONSTRAINT crisis_crisis_brand_id_2afff7ff_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_crisis
    ADD CONSTRAINT crisis_crisis_ended_by_id_45b315b2_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_crisis
    ADD CONSTRAINT crisis_crisis_interaction_id_ff6e58fd_fk_inbox_interaction_id FOREIGN KEY (interaction_id) REFERENCES public.inbox_interaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_crisis
    ADD CONSTRAINT crisis_crisis_item_id_646342ba_fk_watch_item_id FOREIGN KEY (item_id) REFERENCES public.watch_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_crisis
    ADD CONSTRAINT crisis_crisis_opened_by_id_6eee6b5b_fk_accounts_user_id FOREIGN KEY (opened_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_crisis
    ADD CONSTRAINT crisis_crisis_surge_id_cc2c6452_fk_crisis_surge_id FOREIGN KEY (surge_id) REFERENCES public.crisis_surge(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_crisisevent
    ADD CONSTRAINT crisis_crisisevent_by_id_d0457fb5_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_crisisevent
    ADD CONSTRAINT crisis_crisisevent_crisis_id_0f5295f4_fk_crisis_crisis_id FOREIGN KEY (crisis_id) REFERENCES public.crisis_crisis(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_crisistask
    ADD CONSTRAINT crisis_crisistask_crisis_id_be8ea991_fk_crisis_crisis_id FOREIGN KEY (crisis_id) REFERENCES public.crisis_crisis(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_crisistask
    ADD CONSTRAINT crisis_crisistask_done_by_id_e5a27dbb_fk_accounts_user_id FOREIGN KEY (done_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_crisistask
    ADD CONSTRAINT crisis_crisistask_given_by_id_0d13b962_fk_accounts_user_id FOREIGN KEY (given_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_crisistask
    ADD CONSTRAINT crisis_crisistask_who_id_de9c3981_fk_accounts_user_id FOREIGN KEY (who_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_decision
    ADD CONSTRAINT crisis_decision_asked_by_id_cd2de931_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_decision
    ADD CONSTRAINT crisis_decision_crisis_id_801898d7_fk_crisis_crisis_id FOREIGN KEY (crisis_id) REFERENCES public.crisis_crisis(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_decision
    ADD CONSTRAINT crisis_decision_decided_by_id_ce4e0ca2_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_decision
    ADD CONSTRAINT crisis_decision_decided_contact_id_bd232239_fk_accounts_ FOREIGN KEY (decided_contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_lesson
    ADD CONSTRAINT crisis_lesson_crisis_id_25b0b583_fk_crisis_crisis_id FOREIGN KEY (crisis_id) REFERENCES public.crisis_crisis(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_lesson
    ADD CONSTRAINT crisis_lesson_owner_id_00739a4c_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_lesson
    ADD CONSTRAINT crisis_lesson_validated_by_id_8a5938dc_fk_accounts_user_id FOREIGN KEY (validated_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_lesson
    ADD CONSTRAINT crisis_lesson_written_by_id_e352a1d7_fk_accounts_user_id FOREIGN KEY (written_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_lessonaction
    ADD CONSTRAINT crisis_lessonaction_done_by_id_741b2daf_fk_accounts_user_id FOREIGN KEY (done_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_lessonaction
    ADD CONSTRAINT crisis_lessonaction_lesson_id_ab0ae02e_fk_crisis_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.crisis_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_lessonaction
    ADD CONSTRAINT crisis_lessonaction_who_id_80abe193_fk_accounts_user_id FOREIGN KEY (who_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_reading
    ADD CONSTRAINT crisis_reading_brand_id_42f0dbd7_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_statement
    ADD CONSTRAINT crisis_statement_approved_by_id_3a16b3b5_fk_accounts_user_id FOREIGN KEY (approved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_statement
    ADD CONSTRAINT crisis_statement_crisis_id_17328387_fk_crisis_crisis_id FOREIGN KEY (crisis_id) REFERENCES public.crisis_crisis(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_statement
    ADD CONSTRAINT crisis_statement_entry_id_2629b5e7_fk_protocol_entry_id FOREIGN KEY (entry_id) REFERENCES public.protocol_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_statement
    ADD CONSTRAINT crisis_statement_written_by_id_cd46560e_fk_accounts_user_id FOREIGN KEY (written_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_statementpublished
    ADD CONSTRAINT crisis_statementpubl_channel_id_150f3ca5_fk_team_chan FOREIGN KEY (channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_statementpublished
    ADD CONSTRAINT crisis_statementpubl_statement_id_1378b8b6_fk_crisis_st FOREIGN KEY (statement_id) REFERENCES public.crisis_statement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_statementpublished
    ADD CONSTRAINT crisis_statementpublished_by_id_3870a6dc_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_status
    ADD CONSTRAINT crisis_status_by_id_40f711f7_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_status
    ADD CONSTRAINT crisis_status_crisis_id_929c9b06_fk_crisis_crisis_id FOREIGN KEY (crisis_id) REFERENCES public.crisis_crisis(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_surge
    ADD CONSTRAINT crisis_surge_brand_id_80bd3e40_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_surge
    ADD CONSTRAINT crisis_surge_decided_by_id_ef97155a_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_suspension
    ADD CONSTRAINT crisis_suspension_by_id_4b708ce2_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_suspension
    ADD CONSTRAINT crisis_suspension_crisis_id_a64c571c_fk_crisis_crisis_id FOREIGN KEY (crisis_id) REFERENCES public.crisis_crisis(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_suspension
    ADD CONSTRAINT crisis_suspension_lifted_by_id_7fcc316b_fk_accounts_user_id FOREIGN KEY (lifted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_telling
    ADD CONSTRAINT crisis_telling_contact_id_d239599f_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_telling
    ADD CONSTRAINT crisis_telling_crisis_id_ba3c32db_fk_crisis_crisis_id FOREIGN KEY (crisis_id) REFERENCES public.crisis_crisis(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_telling
    ADD CONSTRAINT crisis_telling_noted_by_id_c34c34ef_fk_accounts_user_id FOREIGN KEY (noted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_telling
    ADD CONSTRAINT crisis_telling_user_id_1ce6a58e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_tellinglink
    ADD CONSTRAINT crisis_tellinglink_made_by_id_06a2731a_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_tellinglink
    ADD CONSTRAINT crisis_tellinglink_revoked_by_id_d822dbd2_fk_accounts_user_id FOREIGN KEY (revoked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.crisis_tellinglink
    ADD CONSTRAINT crisis_tellinglink_telling_id_be68242f_fk_crisis_telling_id FOREIGN KEY (telling_id) REFERENCES public.crisis_telling(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.diagnoses_diagnosisreading
    ADD CONSTRAINT diagnoses_diagnosisreading_brand_id_bfed96ff_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.diagnoses_diagnosisthreshold
    ADD CONSTRAINT diagnoses_diagnosist_brand_id_7b83b5fa_fk_brands_br FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.diagnoses_diagnosisthreshold
    ADD CONSTRAINT diagnoses_diagnosist_set_by_id_00117c77_fk_accounts_ FOREIGN KEY (set_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.diagnoses_staffingreading
    ADD CONSTRAINT diagnoses_staffingreading_brand_id_cb337146_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_answerfile
    ADD CONSTRAINT escalations_answerfi_contact_id_31756751_fk_accounts_ FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_answerfile
    ADD CONSTRAINT escalations_answerfi_department_id_cfee37b5_fk_accounts_ FOREIGN KEY (department_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_answerfile
    ADD CONSTRAINT escalations_answerfi_escalation_id_e0d5f944_fk_escalatio FOREIGN KEY (escalation_id) REFERENCES public.escalations_escalation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_answerfile
    ADD CONSTRAINT escalations_answerfile_brand_id_4378f266_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_answerfile
    ADD CONSTRAINT escalations_answerfile_by_id_b786b13a_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_answerlink
    ADD CONSTRAINT escalations_answerli_contact_id_07d6c973_fk_accounts_ FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_answerlink
    ADD CONSTRAINT escalations_answerli_escalation_id_da3bb3e4_fk_escalatio FOREIGN KEY (escalation_id) REFERENCES public.escalations_escalation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_answerlink
    ADD CONSTRAINT escalations_answerli_revoked_by_id_dae4b952_fk_accounts_ FOREIGN KEY (revoked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_answerlink
    ADD CONSTRAINT escalations_answerlink_brand_id_340a61b9_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_answerlink
    ADD CONSTRAINT escalations_answerlink_made_by_id_1031c58d_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_carried
    ADD CONSTRAINT escalations_carried_brand_id_c787abe7_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_carried
    ADD CONSTRAINT escalations_carried_escalation_id_2857ecec_fk_escalatio FOREIGN KEY (escalation_id) REFERENCES public.escalations_escalation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_carried
    ADD CONSTRAINT escalations_carried_interaction_id_b65a5e97_fk_inbox_int FOREIGN KEY (interaction_id) REFERENCES public.inbox_interaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_carried
    ADD CONSTRAINT escalations_carried_joined_by_id_48c87d7b_fk_accounts_user_id FOREIGN KEY (joined_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_carried
    ADD CONSTRAINT escalations_carried_relayed_message_id_16372119_fk_inbox_mes FOREIGN KEY (relayed_message_id) REFERENCES public.inbox_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalati_answered_by_id_aea246bc_fk_accounts_ FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalati_answered_contact_id_46a06375_fk_accounts_ FOREIGN KEY (answered_contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalati_department_id_38d48a4f_fk_accounts_ FOREIGN KEY (department_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalationevent
    ADD CONSTRAINT escalations_escalati_escalation_id_b6a3ca54_fk_escalatio FOREIGN KEY (escalation_id) REFERENCES public.escalations_escalation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalati_interaction_id_19c94cd4_fk_inbox_int FOREIGN KEY (interaction_id) REFERENCES public.inbox_interaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalati_opened_by_id_31511a56_fk_accounts_ FOREIGN KEY (opened_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalati_rule_id_7879a74c_fk_escalatio FOREIGN KEY (rule_id) REFERENCES public.escalations_routingrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalation_brand_id_ddd1dd89_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalation_item_id_cabea2a0_fk_watch_item_id FOREIGN KEY (item_id) REFERENCES public.watch_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalationevent
    ADD CONSTRAINT escalations_escalationevent_by_id_25f4d796_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_remark
    ADD CONSTRAINT escalations_remark_by_id_043caeb9_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_remark
    ADD CONSTRAINT escalations_remark_contact_id_f66c944a_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_remark
    ADD CONSTRAINT escalations_remark_department_id_943700bd_fk_accounts_ FOREIGN KEY (department_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_remark
    ADD CONSTRAINT escalations_remark_escalation_id_250aeab3_fk_escalatio FOREIGN KEY (escalation_id) REFERENCES public.escalations_escalation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_routingrule
    ADD CONSTRAINT escalations_routingr_department_id_30868784_fk_accounts_ FOREIGN KEY (department_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_routingrule
    ADD CONSTRAINT escalations_routingrule_brand_id_cdea31af_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_adoptionquestion_candidates
    ADD CONSTRAINT inbox_adoptionquesti_adoptionquestion_id_99b27b82_fk_inbox_ado FOREIGN KEY (adoptionquestion_id) REFERENCES public.inbox_adoptionquestion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_adoptionquestion
    ADD CONSTRAINT inbox_adoptionquesti_decided_by_id_a9af2e39_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_adoptionquestion_candidates
    ADD CONSTRAINT inbox_adoptionquesti_message_id_3435fb89_fk_inbox_mes FOREIGN KEY (message_id) REFERENCES public.inbox_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_adoptionquestion
    ADD CONSTRAINT inbox_adoptionquestion_adopted_id_30d635f9_fk_inbox_message_id FOREIGN KEY (adopted_id) REFERENCES public.inbox_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_adoptionquestion
    ADD CONSTRAINT inbox_adoptionquestion_brand_id_5c20d7a0_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_adoptionquestion
    ADD CONSTRAINT inbox_adoptionquestion_message_id_29b6c92b_fk_inbox_message_id FOREIGN KEY (message_id) REFERENCES public.inbox_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_approval
    ADD CONSTRAINT inbox_approval_asked_by_id_402d1b6e_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_approval
    ADD CONSTRAINT inbox_approval_brand_id_c78e1c8f_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_approval
    ADD CONSTRAINT inbox_approval_decided_by_id_2a4c229f_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_approval
    ADD CONSTRAINT inbox_approval_interaction_id_5ec17b8d_fk_inbox_interaction_id FOREIGN KEY (interaction_id) REFERENCES public.inbox_interaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_approval
    ADD CONSTRAINT inbox_approval_message_id_ac539853_fk_inbox_message_id FOREIGN KEY (message_id) REFERENCES public.inbox_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_approval
    ADD CONSTRAINT inbox_approval_used_id_e4914f80_fk_protocol_entryversion_id FOREIGN KEY (used_id) REFERENCES public.protocol_entryversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_approvalrule
    ADD CONSTRAINT inbox_approvalrule_approver_id_e376b4c8_fk_accounts_user_id FOREIGN KEY (approver_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_approvalrule
    ADD CONSTRAINT inbox_approvalrule_backup_id_becb8353_fk_accounts_user_id FOREIGN KEY (backup_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_approvalrule
    ADD CONSTRAINT inbox_approvalrule_brand_id_abd9792f_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_attachment
    ADD CONSTRAINT inbox_attachment_brand_id_fe8c46dd_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_attachment
    ADD CONSTRAINT inbox_attachment_by_id_ac5b4245_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_attachment
    ADD CONSTRAINT inbox_attachment_message_id_353f98ff_fk_inbox_message_id FOREIGN KEY (message_id) REFERENCES public.inbox_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_bulkact
    ADD CONSTRAINT inbox_bulkact_brand_id_a4522f2a_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_bulkact
    ADD CONSTRAINT inbox_bulkact_by_id_1c02d19f_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_columnmap
    ADD CONSTRAINT inbox_columnmap_brand_id_53187d33_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_directed
    ADD CONSTRAINT inbox_directed_approval_id_03cd4a2c_fk_inbox_approval_id FOREIGN KEY (approval_id) REFERENCES public.inbox_approval(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_directed
    ADD CONSTRAINT inbox_directed_arrived_id_bb29c821_fk_inbox_interaction_id FOREIGN KEY (arrived_id) REFERENCES public.inbox_interaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_directed
    ADD CONSTRAINT inbox_directed_brand_id_9d7d3d84_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_directed
    ADD CONSTRAINT inbox_directed_by_id_7e1dcef9_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_directed
    ADD CONSTRAINT inbox_directed_interaction_id_6ba13a2b_fk_inbox_interaction_id FOREIGN KEY (interaction_id) REFERENCES public.inbox_interaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_directed
    ADD CONSTRAINT inbox_directed_linked_by_id_1f22977a_fk_accounts_user_id FOREIGN KEY (linked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_directed
    ADD CONSTRAINT inbox_directed_message_id_d6d4d348_fk_inbox_message_id FOREIGN KEY (message_id) REFERENCES public.inbox_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_directed
    ADD CONSTRAINT inbox_directed_to_channel_id_3168a7c6_fk_team_channel_id FOREIGN KEY (to_channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_intakerun
    ADD CONSTRAINT inbox_intakerun_brand_id_2d795688_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_intakerun
    ADD CONSTRAINT inbox_intakerun_by_id_94e8c1c5_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_intakerun
    ADD CONSTRAINT inbox_intakerun_channel_id_6056d218_fk_team_channel_id FOREIGN KEY (channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_interaction
    ADD CONSTRAINT inbox_interaction_brand_id_f537e046_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_interaction
    ADD CONSTRAINT inbox_interaction_channel_id_49f1b576_fk_team_channel_id FOREIGN KEY (channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_interaction
    ADD CONSTRAINT inbox_interaction_holder_id_664a637f_fk_accounts_user_id FOREIGN KEY (holder_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_interactionevent
    ADD CONSTRAINT inbox_interactioneve_interaction_id_32d9a6ba_fk_inbox_int FOREIGN KEY (interaction_id) REFERENCES public.inbox_interaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_interactionevent
    ADD CONSTRAINT inbox_interactionevent_brand_id_e6a5f437_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_interactionevent
    ADD CONSTRAINT inbox_interactionevent_by_id_51b3cecf_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_learntword
    ADD CONSTRAINT inbox_learntword_brand_id_88563d78_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT inbox_message_brand_id_2c48fab0_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT inbox_message_channel_id_5102d250_fk_team_channel_id FOREIGN KEY (channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT inbox_message_interaction_id_8cfebf07_fk_inbox_interaction_id FOREIGN KEY (interaction_id) REFERENCES public.inbox_interaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT inbox_message_recorded_by_id_783c0eba_fk_accounts_user_id FOREIGN KEY (recorded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_moderationact
    ADD CONSTRAINT inbox_moderationact_appealed_by_id_c5bf25a8_fk_accounts_user_id FOREIGN KEY (appealed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_moderationact
    ADD CONSTRAINT inbox_moderationact_brand_id_504163b1_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_moderationact
    ADD CONSTRAINT inbox_moderationact_by_id_9a105b98_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_moderationact
    ADD CONSTRAINT inbox_moderationact_decided_by_id_af4d24d7_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_moderationact
    ADD CONSTRAINT inbox_moderationact_interaction_id_39ec0579_fk_inbox_int FOREIGN KEY (interaction_id) REFERENCES public.inbox_interaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_moderationact
    ADD CONSTRAINT inbox_moderationact_message_id_749f80f9_fk_inbox_message_id FOREIGN KEY (message_id) REFERENCES public.inbox_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_moderationact
    ADD CONSTRAINT inbox_moderationact_reversed_by_id_bec7da5c_fk_accounts_user_id FOREIGN KEY (reversed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_promise
    ADD CONSTRAINT inbox_promise_brand_id_0892a686_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_promise
    ADD CONSTRAINT inbox_promise_interaction_id_0171c4b6_fk_inbox_interaction_id FOREIGN KEY (interaction_id) REFERENCES public.inbox_interaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_promise
    ADD CONSTRAINT inbox_promise_made_by_id_e87d2cc8_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_promise
    ADD CONSTRAINT inbox_promise_message_id_739d6689_fk_inbox_message_id FOREIGN KEY (message_id) REFERENCES public.inbox_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_satisfaction
    ADD CONSTRAINT inbox_satisfaction_brand_id_5263d978_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_satisfaction
    ADD CONSTRAINT inbox_satisfaction_interaction_id_8b1192b4_fk_inbox_int FOREIGN KEY (interaction_id) REFERENCES public.inbox_interaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_satisfaction
    ADD CONSTRAINT inbox_satisfaction_noted_by_id_1978787b_fk_accounts_user_id FOREIGN KEY (noted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_savedview
    ADD CONSTRAINT inbox_savedview_brand_id_2c10743a_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_savedview
    ADD CONSTRAINT inbox_savedview_owner_id_3a5eeffa_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_waitingepisode
    ADD CONSTRAINT inbox_waitingepisode_brand_id_a5f43644_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.inbox_waitingepisode
    ADD CONSTRAINT inbox_waitingepisode_interaction_id_734a5ffd_fk_inbox_int FOREIGN KEY (interaction_id) REFERENCES public.inbox_interaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_chosencolumns
    ADD CONSTRAINT metrics_chosencolumns_brand_id_ff1d80e8_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_correction
    ADD CONSTRAINT metrics_correction_by_id_1357ce59_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_correction
    ADD CONSTRAINT metrics_correction_run_id_6ef06b06_fk_metrics_metricsrun_id FOREIGN KEY (run_id) REFERENCES public.metrics_metricsrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_correction
    ADD CONSTRAINT metrics_correction_snapshot_id_36d1fb6f_fk_metrics_snapshot_id FOREIGN KEY (snapshot_id) REFERENCES public.metrics_snapshot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_funnelfigure
    ADD CONSTRAINT metrics_funnelfigure_brand_id_0e6956ee_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_funnelfigure
    ADD CONSTRAINT metrics_funnelfigure_by_id_a1af3368_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_funnelfigure
    ADD CONSTRAINT metrics_funnelfigure_file_id_f5c1d5db_fk_metrics_funnelfile_id FOREIGN KEY (file_id) REFERENCES public.metrics_funnelfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_funnelfile
    ADD CONSTRAINT metrics_funnelfile_brand_id_b4dca38f_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_funnelfile
    ADD CONSTRAINT metrics_funnelfile_by_id_1386a5b7_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_metricsrun
    ADD CONSTRAINT metrics_metricsrun_brand_id_04c70e26_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_metricsrun
    ADD CONSTRAINT metrics_metricsrun_by_id_3f6ef9e7_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_metricsrun
    ADD CONSTRAINT metrics_metricsrun_channel_id_a3f72985_fk_team_channel_id FOREIGN KEY (channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_snapshot
    ADD CONSTRAINT metrics_snapshot_brand_id_4dbe1b02_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_snapshot
    ADD CONSTRAINT metrics_snapshot_by_id_e6153f40_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_snapshot
    ADD CONSTRAINT metrics_snapshot_channel_id_6671fe1e_fk_team_channel_id FOREIGN KEY (channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_snapshot
    ADD CONSTRAINT metrics_snapshot_competitor_id_c46a5b2e_fk_watch_competitor_id FOREIGN KEY (competitor_id) REFERENCES public.watch_competitor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_snapshot
    ADD CONSTRAINT metrics_snapshot_post_id_a0fda913_fk_publishing_post_id FOREIGN KEY (post_id) REFERENCES public.publishing_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_snapshot
    ADD CONSTRAINT metrics_snapshot_run_id_9405e427_fk_metrics_metricsrun_id FOREIGN KEY (run_id) REFERENCES public.metrics_metricsrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.operations_failedtask
    ADD CONSTRAINT operations_failedtas_retried_by_id_69e628d6_fk_accounts_ FOREIGN KEY (retried_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_asked
    ADD CONSTRAINT protocol_asked_brand_id_9f943e6b_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_asked
    ADD CONSTRAINT protocol_asked_by_id_91a43713_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_asked
    ADD CONSTRAINT protocol_asked_gap_id_ce0f4672_fk_protocol_gap_id FOREIGN KEY (gap_id) REFERENCES public.protocol_gap(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_entry
    ADD CONSTRAINT protocol_entry_brand_id_432b05fc_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_entryversion
    ADD CONSTRAINT protocol_entryversio_department_id_804b6e5a_fk_accounts_ FOREIGN KEY (department_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_entryversion
    ADD CONSTRAINT protocol_entryversio_written_by_id_235f3cd3_fk_accounts_ FOREIGN KEY (written_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_entryversion
    ADD CONSTRAINT protocol_entryversion_brand_id_903be175_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_entryversion
    ADD CONSTRAINT protocol_entryversion_entry_id_915b6f6c_fk_protocol_entry_id FOREIGN KEY (entry_id) REFERENCES public.protocol_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_gap
    ADD CONSTRAINT protocol_gap_brand_id_5362bc22_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_gap
    ADD CONSTRAINT protocol_gap_entry_id_86e83ab4_fk_protocol_entry_id FOREIGN KEY (entry_id) REFERENCES public.protocol_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_gap
    ADD CONSTRAINT protocol_gap_noted_by_id_90d0eccd_fk_accounts_user_id FOREIGN KEY (noted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_gap
    ADD CONSTRAINT protocol_gap_settled_by_id_bd0ec8c1_fk_accounts_user_id FOREIGN KEY (settled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_use
    ADD CONSTRAINT protocol_use_brand_id_c785be94_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_use
    ADD CONSTRAINT protocol_use_by_id_25d8e9cd_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.protocol_use
    ADD CONSTRAINT protocol_use_version_id_b5db6912_fk_protocol_entryversion_id FOREIGN KEY (version_id) REFERENCES public.protocol_entryversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_ambassadorcontact
    ADD CONSTRAINT publishing_ambassado_ambassador_id_8698e598_fk_publishin FOREIGN KEY (ambassador_id) REFERENCES public.publishing_ambassador(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_ambassadoraccount
    ADD CONSTRAINT publishing_ambassado_ambassador_id_c697f14c_fk_publishin FOREIGN KEY (ambassador_id) REFERENCES public.publishing_ambassador(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_ambassador
    ADD CONSTRAINT publishing_ambassado_looked_after_by_id_0effc7c0_fk_accounts_ FOREIGN KEY (looked_after_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_ambassador
    ADD CONSTRAINT publishing_ambassador_brand_id_96f1d688_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_ambassadorcontact
    ADD CONSTRAINT publishing_ambassadorcontact_by_id_8d176083_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_brandword
    ADD CONSTRAINT publishing_brandword_added_by_id_efc98a76_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_brandword
    ADD CONSTRAINT publishing_brandword_brand_id_612f457f_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_campaign_channels
    ADD CONSTRAINT publishing_campaign__campaign_id_c5c4c39e_fk_publishin FOREIGN KEY (campaign_id) REFERENCES public.publishing_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_campaign_channels
    ADD CONSTRAINT publishing_campaign__channel_id_0030f63c_fk_team_chan FOREIGN KEY (channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_campaign
    ADD CONSTRAINT publishing_campaign_brand_id_0c00b378_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_campaign
    ADD CONSTRAINT publishing_campaign_ended_by_id_686d8d17_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_campaigncost
    ADD CONSTRAINT publishing_campaignc_campaign_id_e631f70f_fk_publishin FOREIGN KEY (campaign_id) REFERENCES public.publishing_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_campaigncost
    ADD CONSTRAINT publishing_campaigncost_brand_id_9b6088d9_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_campaigncost
    ADD CONSTRAINT publishing_campaigncost_set_by_id_656c24ff_fk_accounts_user_id FOREIGN KEY (set_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_campaignresult
    ADD CONSTRAINT publishing_campaignr_campaign_id_670a49cd_fk_publishin FOREIGN KEY (campaign_id) REFERENCES public.publishing_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_campaignresult
    ADD CONSTRAINT publishing_campaignresult_brand_id_52b9f3e7_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_campaignresult
    ADD CONSTRAINT publishing_campaignresult_by_id_d398471d_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_community
    ADD CONSTRAINT publishing_community_brand_id_7718e34a_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_erratum
    ADD CONSTRAINT publishing_erratum_brand_id_aca60b9b_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_erratum
    ADD CONSTRAINT publishing_erratum_channel_id_fb9e22c1_fk_team_channel_id FOREIGN KEY (channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_erratum
    ADD CONSTRAINT publishing_erratum_corrected_by_id_931b0649_fk_accounts_user_id FOREIGN KEY (corrected_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_erratum
    ADD CONSTRAINT publishing_erratum_noted_by_id_0ab680a2_fk_accounts_user_id FOREIGN KEY (noted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_erratum
    ADD CONSTRAINT publishing_erratum_post_id_937ad679_fk_publishing_post_id FOREIGN KEY (post_id) REFERENCES public.publishing_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_event
    ADD CONSTRAINT publishing_event_brand_id_efe60088_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_event_posts
    ADD CONSTRAINT publishing_event_posts_event_id_df75bef5_fk_publishing_event_id FOREIGN KEY (event_id) REFERENCES public.publishing_event(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_event_posts
    ADD CONSTRAINT publishing_event_posts_post_id_242ebf02_fk_publishing_post_id FOREIGN KEY (post_id) REFERENCES public.publishing_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_experimentpost
    ADD CONSTRAINT publishing_experimen_experiment_id_bebf9c99_fk_publishin FOREIGN KEY (experiment_id) REFERENCES public.publishing_experiment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_experimentpost
    ADD CONSTRAINT publishing_experimen_post_id_2db16776_fk_publishin FOREIGN KEY (post_id) REFERENCES public.publishing_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_experiment
    ADD CONSTRAINT publishing_experiment_brand_id_8af4b3fa_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_experiment
    ADD CONSTRAINT publishing_experiment_ended_by_id_2554899f_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_experiment
    ADD CONSTRAINT publishing_experiment_made_by_id_19e6d9aa_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_followup
    ADD CONSTRAINT publishing_followup_done_by_id_af74628e_fk_accounts_user_id FOREIGN KEY (done_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_followup
    ADD CONSTRAINT publishing_followup_event_id_d34c8b1d_fk_publishing_event_id FOREIGN KEY (event_id) REFERENCES public.publishing_event(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_followup
    ADD CONSTRAINT publishing_followup_who_id_484b0b19_fk_accounts_user_id FOREIGN KEY (who_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_idea
    ADD CONSTRAINT publishing_idea_brand_id_d6cea748_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_idea
    ADD CONSTRAINT publishing_idea_ended_by_id_a8b85d77_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_idea
    ADD CONSTRAINT publishing_idea_made_by_id_231fbdf1_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_imagecheck
    ADD CONSTRAINT publishing_imagecheck_brand_id_51e5aeb7_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_imagecheck
    ADD CONSTRAINT publishing_imagecheck_by_id_8473304d_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_invitation
    ADD CONSTRAINT publishing_invitatio_ambassador_id_eba91a14_fk_publishin FOREIGN KEY (ambassador_id) REFERENCES public.publishing_ambassador(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_invitation
    ADD CONSTRAINT publishing_invitation_event_id_3589e6ac_fk_publishing_event_id FOREIGN KEY (event_id) REFERENCES public.publishing_event(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_markedday
    ADD CONSTRAINT publishing_markedday_agency_id_cafc78e7_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_markedday
    ADD CONSTRAINT publishing_markedday_brand_id_2127bfe6_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_markedday
    ADD CONSTRAINT publishing_markedday_made_by_id_1314b871_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_media
    ADD CONSTRAINT publishing_media_added_by_id_d5f6d590_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_media
    ADD CONSTRAINT publishing_media_brand_id_f4118a84_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_post
    ADD CONSTRAINT publishing_post_approval_asked_by_id_17d5e4d1_fk_accounts_ FOREIGN KEY (approval_asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_post
    ADD CONSTRAINT publishing_post_approval_by_id_bd06a10a_fk_accounts_user_id FOREIGN KEY (approval_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_post
    ADD CONSTRAINT publishing_post_author_id_8991ad37_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_post
    ADD CONSTRAINT publishing_post_brand_id_a4b56b53_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_post
    ADD CONSTRAINT publishing_post_campaign_id_3a561af8_fk_publishing_campaign_id FOREIGN KEY (campaign_id) REFERENCES public.publishing_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_post
    ADD CONSTRAINT publishing_post_channel_id_05c929f2_fk_team_channel_id FOREIGN KEY (channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_post
    ADD CONSTRAINT publishing_post_proofread_by_id_aea57099_fk_accounts_user_id FOREIGN KEY (proofread_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_postevent
    ADD CONSTRAINT publishing_postevent_by_id_161604bd_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_postevent
    ADD CONSTRAINT publishing_postevent_post_id_1082482b_fk_publishing_post_id FOREIGN KEY (post_id) REFERENCES public.publishing_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_relay
    ADD CONSTRAINT publishing_relay_ambassador_id_660273c1_fk_publishin FOREIGN KEY (ambassador_id) REFERENCES public.publishing_ambassador(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_relay
    ADD CONSTRAINT publishing_relay_logged_by_id_66cec13e_fk_accounts_user_id FOREIGN KEY (logged_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_relay
    ADD CONSTRAINT publishing_relay_post_id_ec77757e_fk_publishing_post_id FOREIGN KEY (post_id) REFERENCES public.publishing_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_visit
    ADD CONSTRAINT publishing_visit_by_id_941445e7_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publishing_visit
    ADD CONSTRAINT publishing_visit_community_id_74411c7a_fk_publishin FOREIGN KEY (community_id) REFERENCES public.publishing_community(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_social_user_id_8146e70c_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_author
    ADD CONSTRAINT strategy_author_brand_id_bcc25002_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_author
    ADD CONSTRAINT strategy_author_strategy_id_34fee031_fk_strategy_strategy_id FOREIGN KEY (strategy_id) REFERENCES public.strategy_strategy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_author
    ADD CONSTRAINT strategy_author_user_id_ccbbdc5a_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_briefing
    ADD CONSTRAINT strategy_briefing_brand_id_f07bcffd_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_briefing
    ADD CONSTRAINT strategy_briefing_corrects_id_78310f01_fk_strategy_briefing_id FOREIGN KEY (corrects_id) REFERENCES public.strategy_briefing(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_briefing
    ADD CONSTRAINT strategy_briefing_withdrawn_by_id_d3ebe16c_fk_accounts_user_id FOREIGN KEY (withdrawn_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_briefing
    ADD CONSTRAINT strategy_briefing_written_by_id_69ae6017_fk_accounts_user_id FOREIGN KEY (written_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_briefingreading
    ADD CONSTRAINT strategy_briefingrea_briefing_id_9ea397b2_fk_strategy_ FOREIGN KEY (briefing_id) REFERENCES public.strategy_briefing(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_briefingreading
    ADD CONSTRAINT strategy_briefingreading_brand_id_5f2de87a_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_briefingreading
    ADD CONSTRAINT strategy_briefingreading_user_id_42d8f975_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_briefingtarget
    ADD CONSTRAINT strategy_briefingtar_briefing_id_4159d390_fk_strategy_ FOREIGN KEY (briefing_id) REFERENCES public.strategy_briefing(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_briefingtarget
    ADD CONSTRAINT strategy_briefingtarget_brand_id_cdc80d1b_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_briefingtarget
    ADD CONSTRAINT strategy_briefingtarget_user_id_23fcb12e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_charterdecision
    ADD CONSTRAINT strategy_charterdeci_decided_by_id_2dc3a9a2_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_charterdecision
    ADD CONSTRAINT strategy_charterdecision_brand_id_550c8823_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_communitycode
    ADD CONSTRAINT strategy_communityco_strategy_id_daa97adc_fk_strategy_ FOREIGN KEY (strategy_id) REFERENCES public.strategy_strategy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_communitycode
    ADD CONSTRAINT strategy_communitycode_brand_id_85721604_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_decisionmaker
    ADD CONSTRAINT strategy_decisionmak_contact_id_9b9e9f8d_fk_accounts_ FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_decisionmaker
    ADD CONSTRAINT strategy_decisionmak_strategy_id_0f9b8296_fk_strategy_ FOREIGN KEY (strategy_id) REFERENCES public.strategy_strategy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_decisionmaker
    ADD CONSTRAINT strategy_decisionmaker_brand_id_0130daed_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_decisionmaker
    ADD CONSTRAINT strategy_decisionmaker_user_id_0c6197e3_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_mixshare
    ADD CONSTRAINT strategy_mixshare_brand_id_6ebcd466_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_mixshare
    ADD CONSTRAINT strategy_mixshare_strategy_id_e5e6f4be_fk_strategy_strategy_id FOREIGN KEY (strategy_id) REFERENCES public.strategy_strategy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_networkplan
    ADD CONSTRAINT strategy_networkplan_brand_id_0a4a7c1d_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_networkplan
    ADD CONSTRAINT strategy_networkplan_strategy_id_8a304ad4_fk_strategy_ FOREIGN KEY (strategy_id) REFERENCES public.strategy_strategy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_objective
    ADD CONSTRAINT strategy_objective_brand_id_4ebc1971_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_objective
    ADD CONSTRAINT strategy_objective_own_metric_id_c31968bc_fk_strategy_ FOREIGN KEY (own_metric_id) REFERENCES public.strategy_ownmetric(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_objective
    ADD CONSTRAINT strategy_objective_strategy_id_e0e0f9a0_fk_strategy_strategy_id FOREIGN KEY (strategy_id) REFERENCES public.strategy_strategy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_ownmetric
    ADD CONSTRAINT strategy_ownmetric_brand_id_24165cc0_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_ownmetricvalue
    ADD CONSTRAINT strategy_ownmetricva_entered_by_id_0c8e8402_fk_accounts_ FOREIGN KEY (entered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_ownmetricvalue
    ADD CONSTRAINT strategy_ownmetricva_metric_id_8d95d18d_fk_strategy_ FOREIGN KEY (metric_id) REFERENCES public.strategy_ownmetric(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_ownmetricvalue
    ADD CONSTRAINT strategy_ownmetricvalue_brand_id_176f7aa6_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_persona
    ADD CONSTRAINT strategy_persona_brand_id_84c088d0_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_persona
    ADD CONSTRAINT strategy_persona_strategy_id_9d0c41bb_fk_strategy_strategy_id FOREIGN KEY (strategy_id) REFERENCES public.strategy_strategy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_sectionedition
    ADD CONSTRAINT strategy_sectionedit_saved_by_id_eda91aa8_fk_accounts_ FOREIGN KEY (saved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_sectionedition
    ADD CONSTRAINT strategy_sectionedit_strategy_id_d5aaa0fa_fk_strategy_ FOREIGN KEY (strategy_id) REFERENCES public.strategy_strategy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_sectionedition
    ADD CONSTRAINT strategy_sectionedition_brand_id_49e09c4f_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_strategy
    ADD CONSTRAINT strategy_strategy_begun_by_id_81f24d3f_fk_accounts_user_id FOREIGN KEY (begun_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_strategy
    ADD CONSTRAINT strategy_strategy_brand_id_e456085e_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_strategy
    ADD CONSTRAINT strategy_strategy_submitted_by_id_2b9e2bc6_fk_accounts_user_id FOREIGN KEY (submitted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_strategy
    ADD CONSTRAINT strategy_strategy_validated_by_id_76b1b249_fk_accounts_user_id FOREIGN KEY (validated_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_strategyevent
    ADD CONSTRAINT strategy_strategyeve_strategy_id_0feb279e_fk_strategy_ FOREIGN KEY (strategy_id) REFERENCES public.strategy_strategy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_strategyevent
    ADD CONSTRAINT strategy_strategyevent_brand_id_5c4f2c55_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_strategyevent
    ADD CONSTRAINT strategy_strategyevent_by_id_f3623244_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_strategyreading
    ADD CONSTRAINT strategy_strategyrea_strategy_id_ef7880c7_fk_strategy_ FOREIGN KEY (strategy_id) REFERENCES public.strategy_strategy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_strategyreading
    ADD CONSTRAINT strategy_strategyreading_brand_id_b8ef5c84_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_strategyreading
    ADD CONSTRAINT strategy_strategyreading_user_id_f548cdef_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_validationlink
    ADD CONSTRAINT strategy_validationl_asked_by_id_01153326_fk_accounts_ FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_validationlink
    ADD CONSTRAINT strategy_validationl_strategy_id_f3a3b82e_fk_strategy_ FOREIGN KEY (strategy_id) REFERENCES public.strategy_strategy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.strategy_validationlink
    ADD CONSTRAINT strategy_validationlink_brand_id_222fc0e0_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT team_assignment_brand_id_81c44532_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT team_assignment_brand_role_id_83f6576a_fk_brands_brandrole_id FOREIGN KEY (brand_role_id) REFERENCES public.brands_brandrole(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT team_assignment_channel_id_490924bd_fk_team_channel_id FOREIGN KEY (channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT team_assignment_ended_by_id_a19ca055_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT team_assignment_follows_id_30a038e4_fk_team_assignment_id FOREIGN KEY (follows_id) REFERENCES public.team_assignment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT team_assignment_made_by_id_71fc7961_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_assignment
    ADD CONSTRAINT team_assignment_user_id_860673c8_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_budget
    ADD CONSTRAINT team_budget_brand_id_f63ae1cf_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_budget
    ADD CONSTRAINT team_budget_set_by_id_58d6f171_fk_accounts_user_id FOREIGN KEY (set_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_calendarfeed
    ADD CONSTRAINT team_calendarfeed_brand_id_0c1a6c76_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_calendarfeed
    ADD CONSTRAINT team_calendarfeed_revoked_by_id_3698b497_fk_accounts_user_id FOREIGN KEY (revoked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_calendarfeed
    ADD CONSTRAINT team_calendarfeed_user_id_5a718c1f_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_channel
    ADD CONSTRAINT team_channel_brand_id_8506d921_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_channel
    ADD CONSTRAINT team_channel_credentials_holder_id_1deea6bb_fk_accounts_user_id FOREIGN KEY (credentials_holder_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_channel
    ADD CONSTRAINT team_channel_department_id_ac693e1a_fk_accounts_department_id FOREIGN KEY (department_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_channel
    ADD CONSTRAINT team_channel_state_decided_by_id_d4e57878_fk_accounts_user_id FOREIGN KEY (state_decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_channel
    ADD CONSTRAINT team_channel_territory_id_871ecb98_fk_accounts_territory_id FOREIGN KEY (territory_id) REFERENCES public.accounts_territory(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_developmentline
    ADD CONSTRAINT team_developmentline_brand_id_0ac0edba_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_developmentline
    ADD CONSTRAINT team_developmentline_closed_by_id_05218441_fk_accounts_user_id FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_developmentline
    ADD CONSTRAINT team_developmentline_mentor_id_72b9531b_fk_accounts_user_id FOREIGN KEY (mentor_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_developmentline
    ADD CONSTRAINT team_developmentline_readiness_id_beee29f1_fk_team_read FOREIGN KEY (readiness_id) REFERENCES public.team_readinesscheck(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_developmentline
    ADD CONSTRAINT team_developmentline_settled_by_id_b2119cbe_fk_team_read FOREIGN KEY (settled_by_id) REFERENCES public.team_readinesscheck(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_developmentline
    ADD CONSTRAINT team_developmentline_user_id_034607e4_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_handover
    ADD CONSTRAINT team_handover_brand_id_f4e5e02b_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_handover
    ADD CONSTRAINT team_handover_by_id_274f7063_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_handover
    ADD CONSTRAINT team_handover_channel_id_02e1e606_fk_team_channel_id FOREIGN KEY (channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_handover
    ADD CONSTRAINT team_handover_of_id_60b58e0a_fk_accounts_user_id FOREIGN KEY (of_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_handover
    ADD CONSTRAINT team_handover_to_id_b9d7432e_fk_accounts_user_id FOREIGN KEY (to_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_neededskill
    ADD CONSTRAINT team_neededskill_brand_id_e7a0d483_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_networksetup
    ADD CONSTRAINT team_networksetup_brand_id_7961689b_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_networksetup
    ADD CONSTRAINT team_networksetup_decided_by_id_361adad5_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_pay
    ADD CONSTRAINT team_pay_agency_id_46200fd2_fk_accounts_agency_id FOREIGN KEY (agency_id) REFERENCES public.accounts_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_pay
    ADD CONSTRAINT team_pay_person_id_9fe39602_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_pay
    ADD CONSTRAINT team_pay_set_by_id_99a3f973_fk_accounts_user_id FOREIGN KEY (set_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_readinessanswer
    ADD CONSTRAINT team_readinessanswer_brand_id_989b3bd7_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_readinessanswer
    ADD CONSTRAINT team_readinessanswer_readiness_id_c51e5e19_fk_team_read FOREIGN KEY (readiness_id) REFERENCES public.team_readinesscheck(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_readinesscheck
    ADD CONSTRAINT team_readinesscheck_brand_id_8d3176fd_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_readinesscheck
    ADD CONSTRAINT team_readinesscheck_evaluator_id_0990e938_fk_accounts_user_id FOREIGN KEY (evaluator_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_readinesscheck
    ADD CONSTRAINT team_readinesscheck_simulation_id_58dbe24e_fk_team_simu FOREIGN KEY (simulation_id) REFERENCES public.team_simulation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_readinesscheck
    ADD CONSTRAINT team_readinesscheck_strategy_id_089af421_fk_strategy_ FOREIGN KEY (strategy_id) REFERENCES public.strategy_strategy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_readinesscheck
    ADD CONSTRAINT team_readinesscheck_user_id_2e7fb354_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_rotapattern
    ADD CONSTRAINT team_rotapattern_brand_id_2cc918dc_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_rotaslot
    ADD CONSTRAINT team_rotaslot_brand_id_a3fcdf35_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_rotaslot
    ADD CONSTRAINT team_rotaslot_pattern_id_85f7babb_fk_team_rotapattern_id FOREIGN KEY (pattern_id) REFERENCES public.team_rotapattern(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_rotaturn
    ADD CONSTRAINT team_rotaturn_brand_id_481f4a69_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_rotaturn
    ADD CONSTRAINT team_rotaturn_pattern_id_71a1d879_fk_team_rotapattern_id FOREIGN KEY (pattern_id) REFERENCES public.team_rotapattern(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_rotaturn
    ADD CONSTRAINT team_rotaturn_user_id_36549dfc_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_shift
    ADD CONSTRAINT team_shift_brand_id_8b6e13ac_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_shift
    ADD CONSTRAINT team_shift_pattern_id_7607e1c9_fk_team_rotapattern_id FOREIGN KEY (pattern_id) REFERENCES public.team_rotapattern(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_shift
    ADD CONSTRAINT team_shift_user_id_5229cc51_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_shiftswap
    ADD CONSTRAINT team_shiftswap_answered_by_id_97ae035a_fk_accounts_user_id FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_shiftswap
    ADD CONSTRAINT team_shiftswap_asked_by_id_f5660277_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_shiftswap
    ADD CONSTRAINT team_shiftswap_asked_id_f1538c73_fk_accounts_user_id FOREIGN KEY (asked_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_shiftswap
    ADD CONSTRAINT team_shiftswap_brand_id_eef9411c_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_shiftswap
    ADD CONSTRAINT team_shiftswap_in_return_id_c56cbba5_fk_team_shift_id FOREIGN KEY (in_return_id) REFERENCES public.team_shift(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_shiftswap
    ADD CONSTRAINT team_shiftswap_shift_id_71375232_fk_team_shift_id FOREIGN KEY (shift_id) REFERENCES public.team_shift(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_simulatedanswer
    ADD CONSTRAINT team_simulatedanswer_brand_id_8e551f39_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_simulatedanswer
    ADD CONSTRAINT team_simulatedanswer_entry_id_3d9d8fda_fk_protocol_ FOREIGN KEY (entry_id) REFERENCES public.protocol_entryversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_simulatedanswer
    ADD CONSTRAINT team_simulatedanswer_simulation_id_62c6366a_fk_team_simu FOREIGN KEY (simulation_id) REFERENCES public.team_simulation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_simulation
    ADD CONSTRAINT team_simulation_brand_id_885a38d4_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_simulation
    ADD CONSTRAINT team_simulation_marked_by_id_503a0a8d_fk_accounts_user_id FOREIGN KEY (marked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_simulation
    ADD CONSTRAINT team_simulation_started_by_id_11315dd1_fk_accounts_user_id FOREIGN KEY (started_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_simulation
    ADD CONSTRAINT team_simulation_user_id_c35b6282_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_timeentry
    ADD CONSTRAINT team_timeentry_brand_id_932d312b_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_timeentry
    ADD CONSTRAINT team_timeentry_channel_id_0f0ae09d_fk_team_channel_id FOREIGN KEY (channel_id) REFERENCES public.team_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_timeentry
    ADD CONSTRAINT team_timeentry_user_id_7d1d7f97_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_timer
    ADD CONSTRAINT team_timer_brand_id_c55e43d8_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_timer
    ADD CONSTRAINT team_timer_user_id_a0f0dd21_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_workassumption
    ADD CONSTRAINT team_workassumption_brand_id_89a46b91_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.team_workassumption
    ADD CONSTRAINT team_workassumption_set_by_id_aecc579f_fk_accounts_user_id FOREIGN KEY (set_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_competitor
    ADD CONSTRAINT watch_competitor_brand_id_395d8ca5_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_digest
    ADD CONSTRAINT watch_digest_brand_id_023edf8d_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_entry
    ADD CONSTRAINT watch_entry_brand_id_86e08bc4_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_entry
    ADD CONSTRAINT watch_entry_competitor_id_c52fa218_fk_watch_competitor_id FOREIGN KEY (competitor_id) REFERENCES public.watch_competitor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_entry
    ADD CONSTRAINT watch_entry_item_id_92f2f8bc_fk_watch_item_id FOREIGN KEY (item_id) REFERENCES public.watch_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_entry
    ADD CONSTRAINT watch_entry_sorted_by_id_b5b34cd6_fk_accounts_user_id FOREIGN KEY (sorted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_item
    ADD CONSTRAINT watch_item_brand_id_2d18f7d0_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_item
    ADD CONSTRAINT watch_item_competitor_id_05c76f4a_fk_watch_competitor_id FOREIGN KEY (competitor_id) REFERENCES public.watch_competitor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_item
    ADD CONSTRAINT watch_item_decided_by_id_342f2173_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_item
    ADD CONSTRAINT watch_item_logged_by_id_3015edcd_fk_accounts_user_id FOREIGN KEY (logged_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_itemevent
    ADD CONSTRAINT watch_itemevent_by_id_edf19353_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_itemevent
    ADD CONSTRAINT watch_itemevent_item_id_64ce10f5_fk_watch_item_id FOREIGN KEY (item_id) REFERENCES public.watch_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_itempicture
    ADD CONSTRAINT watch_itempicture_brand_id_dfa4589d_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_itempicture
    ADD CONSTRAINT watch_itempicture_by_id_cfaca64a_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_itempicture
    ADD CONSTRAINT watch_itempicture_item_id_740aa966_fk_watch_item_id FOREIGN KEY (item_id) REFERENCES public.watch_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_rule
    ADD CONSTRAINT watch_rule_brand_id_1280c62a_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_rule
    ADD CONSTRAINT watch_rule_competitor_id_22ab7e5a_fk_watch_competitor_id FOREIGN KEY (competitor_id) REFERENCES public.watch_competitor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_rule
    ADD CONSTRAINT watch_rule_department_id_3f74b726_fk_accounts_department_id FOREIGN KEY (department_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_rule
    ADD CONSTRAINT watch_rule_person_id_0228f5b2_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_sighting
    ADD CONSTRAINT watch_sighting_entry_id_183e3563_fk_watch_entry_id FOREIGN KEY (entry_id) REFERENCES public.watch_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_sighting
    ADD CONSTRAINT watch_sighting_source_id_a7bc91d2_fk_watch_source_id FOREIGN KEY (source_id) REFERENCES public.watch_source(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_source
    ADD CONSTRAINT watch_source_added_by_id_a00accbd_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_source
    ADD CONSTRAINT watch_source_brand_id_1c2d3c9e_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_source
    ADD CONSTRAINT watch_source_competitor_id_5e101ae7_fk_watch_competitor_id FOREIGN KEY (competitor_id) REFERENCES public.watch_competitor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_telling
    ADD CONSTRAINT watch_telling_brand_id_230fbb16_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_telling
    ADD CONSTRAINT watch_telling_contact_id_a4d762b1_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_telling
    ADD CONSTRAINT watch_telling_item_id_5e0ddafa_fk_watch_item_id FOREIGN KEY (item_id) REFERENCES public.watch_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_telling
    ADD CONSTRAINT watch_telling_user_id_9e0a92dc_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_tellinglink
    ADD CONSTRAINT watch_tellinglink_made_by_id_fac09180_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_tellinglink
    ADD CONSTRAINT watch_tellinglink_revoked_by_id_df66a71d_fk_accounts_user_id FOREIGN KEY (revoked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.watch_tellinglink
    ADD CONSTRAINT watch_tellinglink_telling_id_036a1d3e_fk_watch_telling_id FOREIGN KEY (telling_id) REFERENCES public.watch_telling(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_decisionasked
    ADD CONSTRAINT weekly_decisionasked_answered_by_id_076dd19e_fk_accounts_ FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_decisionasked
    ADD CONSTRAINT weekly_decisionasked_brand_id_52ed2068_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_decisionasked
    ADD CONSTRAINT weekly_decisionasked_by_id_809df30b_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_frustrationtheme
    ADD CONSTRAINT weekly_frustrationtheme_brand_id_601b6639_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_frustrationtheme
    ADD CONSTRAINT weekly_frustrationtheme_by_id_93ee8c69_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_insight
    ADD CONSTRAINT weekly_insight_brand_id_a0e5ac52_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_insight
    ADD CONSTRAINT weekly_insight_by_id_586613e3_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_quotation
    ADD CONSTRAINT weekly_quotation_brand_id_fd61fdb3_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_quotation
    ADD CONSTRAINT weekly_quotation_by_id_cc466c43_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_quotation
    ADD CONSTRAINT weekly_quotation_insight_id_a053ebb1_fk_weekly_insight_id FOREIGN KEY (insight_id) REFERENCES public.weekly_insight(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_quotation
    ADD CONSTRAINT weekly_quotation_message_id_20fd2eb7_fk_inbox_message_id FOREIGN KEY (message_id) REFERENCES public.inbox_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_recommendation
    ADD CONSTRAINT weekly_recommendatio_settled_by_id_641e65f6_fk_accounts_ FOREIGN KEY (settled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_recommendation
    ADD CONSTRAINT weekly_recommendation_brand_id_7c5ab850_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_recommendation
    ADD CONSTRAINT weekly_recommendation_by_id_c151d0ab_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_recommendation
    ADD CONSTRAINT weekly_recommendation_owner_id_3f75d40d_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_reportlink
    ADD CONSTRAINT weekly_reportlink_brand_id_1911dc09_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_reportlink
    ADD CONSTRAINT weekly_reportlink_made_by_id_91bf7204_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_reportlink
    ADD CONSTRAINT weekly_reportlink_revoked_by_id_2355caf5_fk_accounts_user_id FOREIGN KEY (revoked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_reportreading
    ADD CONSTRAINT weekly_reportreading_report_id_3c16340d_fk_weekly_we FOREIGN KEY (report_id) REFERENCES public.weekly_weeklyreport(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_reportreading
    ADD CONSTRAINT weekly_reportreading_user_id_0b792880_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_reportrecipient
    ADD CONSTRAINT weekly_reportrecipie_chosen_by_id_35db1869_fk_accounts_ FOREIGN KEY (chosen_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_reportrecipient
    ADD CONSTRAINT weekly_reportrecipient_brand_id_c8eaf30e_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_reportrecipient
    ADD CONSTRAINT weekly_reportrecipient_user_id_ae97755c_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_reportrun
    ADD CONSTRAINT weekly_reportrun_asked_by_id_0b87e3ac_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_reportrun
    ADD CONSTRAINT weekly_reportrun_brand_id_d4466973_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_revisionoffer
    ADD CONSTRAINT weekly_revisionoffer_asked_by_id_d242d11e_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_revisionoffer
    ADD CONSTRAINT weekly_revisionoffer_brand_id_c277ef14_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_revisionoffer
    ADD CONSTRAINT weekly_revisionoffer_closed_by_id_48afcb00_fk_accounts_user_id FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_revisionoffer
    ADD CONSTRAINT weekly_revisionoffer_report_id_f3297e9f_fk_weekly_we FOREIGN KEY (report_id) REFERENCES public.weekly_weeklyreport(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_revisionoffer
    ADD CONSTRAINT weekly_revisionoffer_revision_id_5005de2e_fk_weekly_we FOREIGN KEY (revision_id) REFERENCES public.weekly_weeklyreport(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_themeword
    ADD CONSTRAINT weekly_themeword_brand_id_b282d75b_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_themeword
    ADD CONSTRAINT weekly_themeword_by_id_e6ccab78_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_weeklyreport
    ADD CONSTRAINT weekly_weeklyreport_brand_id_2bd5aec4_fk_brands_brand_id FOREIGN KEY (brand_id) REFERENCES public.brands_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_weeklyreport
    ADD CONSTRAINT weekly_weeklyreport_completed_by_id_e0f64eaf_fk_accounts_ FOREIGN KEY (completed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_weeklyreport
    ADD CONSTRAINT weekly_weeklyreport_first_read_by_id_aa8d6e85_fk_accounts_ FOREIGN KEY (first_read_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_weeklyreport
    ADD CONSTRAINT weekly_weeklyreport_published_by_id_1f12dd44_fk_accounts_ FOREIGN KEY (published_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.weekly_weeklyreport
    ADD CONSTRAINT weekly_weeklyreport_validated_by_id_b16a5b8c_fk_accounts_ FOREIGN KEY (validated_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
